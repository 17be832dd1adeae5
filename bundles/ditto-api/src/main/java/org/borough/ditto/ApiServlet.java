// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.borough.ditto.wot.ModelRequests;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The HTTP door: {@code /api/2} with its event streams. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("ditto-api")
@HttpWhiteboardServletPattern("/api/*")
@HttpWhiteboardServletAsyncSupported
public final class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient FrontDoor door;
    private final transient Access access;
    private final transient HeaderRules rules;
    private final transient Routes routes;
    private final transient EventStreams streams;

    @Activate
    public ApiServlet(@Reference FrontDoor door) {
        this.door = door;
        access = new Access(door.settings().allowAnonymous());
        rules = new HeaderRules(door.settings().maxHeaderBytes());
        routes = new Routes(door);
        streams = new EventStreams(door);
    }

    @Override
    // The edge to strangers' requests: whatever goes wrong with one is answered and logged, never passed on.
    @SuppressWarnings("checkstyle:IllegalCatch")
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        Query query = Query.NONE;
        Answer answer = new Answer(request, response, rules, "");
        try {
            query = Query.parse(request.getQueryString());
            answer = new Answer(request, response, rules, HeaderRules.correlationId(request, query));
            serve(request, query, answer);
        } catch (IllegalArgumentException unreadable) {
            refuse(request, answer, GatewayException.unreadableRequest(unreadable));
        } catch (RuntimeException failure) {
            refuse(request, answer, Failures.toDitto(failure));
        }
    }

    private void refuse(HttpServletRequest request, Answer answer, DittoRuntimeException failure) {
        new Exchange(door, request, answer, DittoHeaders.empty()).refuse(failure);
    }

    /** A table is what those get who accept one; a parameter that says otherwise goes before. */
    private static Query asked(HttpServletRequest request, Query query) {
        String accept = request.getHeader("accept");
        boolean table = accept != null && accept.toLowerCase(Locale.ROOT).contains("text/csv");
        return table && query.get("format").isEmpty() ? query.with("format", "csv") : query;
    }

    private void serve(HttpServletRequest request, Query query, Answer answer) {
        DittoHeaders caller = access.headersOf(request);
        PathReader path = Routes.open(request.getRequestURI());
        DittoHeaders headers =
                ModelRequests.accepting(request, rules.read(caller, answer.correlationId(), request, query));
        Call call = new Call(request.getMethod(), path, asked(request, query), headers, Access.tokenOf(request));
        if (EventStreams.isAskedFor(request, path)) {
            streams.open(call, request, answer);
        } else {
            new Exchange(door, request, answer, headers).carryOut(routes.find(call));
        }
    }
}
