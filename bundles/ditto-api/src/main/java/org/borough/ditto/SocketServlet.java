// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.borough.access.token.Tokens;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The WebSocket door: {@code /ws/2}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("ditto-ws")
@HttpWhiteboardServletPattern("/ws/2")
@HttpWhiteboardServletAsyncSupported
public final class SocketServlet extends JettyWebSocketServlet {

    private static final long serialVersionUID = 1L;
    private static final String CALLER = SocketServlet.class.getName() + ".caller";
    /** A silent peer answers pings; one that does not is gone. */
    private static final Duration IDLE = SocketSession.PING_PERIOD.multipliedBy(3);

    private final transient FrontDoor door;
    private final transient Access access;
    private final transient HeaderRules rules;

    @Activate
    public SocketServlet(@Reference FrontDoor door) {
        this.door = door;
        access = new Access(door.settings().allowAnonymous());
        rules = new HeaderRules(door.settings().maxHeaderBytes());
    }

    @Override
    protected void configure(JettyWebSocketServletFactory factory) {
        factory.setMaxTextMessageSize(door.settings().maxMessageBytes());
        factory.setIdleTimeout(IDLE);
        factory.setCreator((request, response) -> {
            DittoHeaders caller = (DittoHeaders) request.getHttpServletRequest().getAttribute(CALLER);
            Instant ends = (Instant) request.getHttpServletRequest().getAttribute(Tokens.EXPIRES);
            return new SocketSession(door, caller, declaredAcks(request.getHttpServletRequest())).until(ends);
        });
    }

    /** The labels that a client declares by a header or, since browsers cannot set any, a parameter. */
    private static Set<AcknowledgementLabel> declaredAcks(HttpServletRequest request) {
        String name = DittoHeaderDefinition.DECLARED_ACKS.getKey();
        String given = Optional.ofNullable(request.getHeader(name))
                .or(() -> Query.parse(request.getQueryString()).get(name))
                .orElse("");
        return JsonFactory.newArray(HeaderRules.value(name, given)).stream()
                .map(label -> AcknowledgementLabel.of(label.isString() ? label.asString() : label.toString()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            request.setAttribute(CALLER, access.headersOf(request));
            declaredAcks(request);
        } catch (DittoRuntimeException | JsonRuntimeException refused) {
            Query query = Query.parse(request.getQueryString());
            new Answer(request, response, rules, HeaderRules.correlationId(request, query))
                    .failure(Failures.toDitto(refused));
            return;
        }
        super.service(request, response);
    }
}
