// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.borough.engine.Engine;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code /.well-known/wot} introduces the directory of W3C's WoT Discovery, {@code /wot/things} is its list: the
 * descriptions of what the caller may read.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("wot-directory")
@HttpWhiteboardServletPattern({"/.well-known/wot", "/wot/things", "/wot/things/*"})
@HttpWhiteboardServletAsyncSupported
public final class DirectoryServlet extends HttpServlet {

    static final String TD = "application/td+json";

    private static final long serialVersionUID = 1L;
    private static final String LIST_TYPE = "application/ld+json";
    private static final String THINGS = "/wot/things";

    private final transient Directory directory;

    @Activate
    public DirectoryServlet(@Reference WotModels models, @Reference Engine engine) {
        directory = new Directory(models.settings().describing(), engine);
    }

    @Override
    // The edge to strangers' requests: whatever goes wrong with one is answered, never passed on.
    @SuppressWarnings("checkstyle:IllegalCatch")
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        Reply reply = new Reply(request, response);
        try {
            if (!Caller.isKnown(request)) {
                throw Reply.unauthenticated();
            }
            if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
                throw Reply.methodNotAllowed(request);
            }
            serve(request, reply);
        } catch (RuntimeException failure) {
            reply.failure(failure);
        }
    }

    private void serve(HttpServletRequest request, Reply reply) {
        if (!request.getServletPath().equals(THINGS)) {
            reply.body(200, TD, directory.description().toString());
            return;
        }
        String id = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        if (!id.isEmpty()) {
            reply.when(directory.thing(id, Caller.headers(request)), td -> reply.body(200, TD, td.toString()));
            return;
        }
        Directory.Page page = Directory.Page.of(request.getParameter("limit"), request.getParameter("cursor"));
        reply.when(directory.things(page, Caller.headers(request)), found -> {
            found.next()
                    .ifPresent(cursor -> reply.header(
                            "Link", "<" + THINGS + "?limit=" + page.limit() + "&cursor=" + cursor + ">; rel=\"next\""));
            reply.body(200, LIST_TYPE, found.things().toString());
        });
    }
}
