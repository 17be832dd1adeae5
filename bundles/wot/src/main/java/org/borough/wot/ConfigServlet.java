// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonParseException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /devops/wot/config}: which checks are made, told while the city runs. For operators only. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("wot-config")
@HttpWhiteboardServletPattern("/devops/wot/*")
@HttpWhiteboardServletAsyncSupported
public final class ConfigServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int MAX_BODY = 262_144;
    private static final String SECTION = "/config/dynamicConfigs/";

    private final transient Configuration configuration;

    @Activate
    public ConfigServlet(@Reference WotModels models) {
        configuration = models.configuration();
    }

    @Override
    // The edge to strangers' requests: whatever goes wrong with one is answered, never passed on.
    @SuppressWarnings("checkstyle:IllegalCatch")
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Reply reply = new Reply(request, response);
        try {
            if (!Caller.isOperator(request)) {
                throw Caller.isKnown(request) ? Reply.forbidden() : Reply.unauthenticated();
            }
            serve(request, reply);
        } catch (RuntimeException failure) {
            reply.failure(failure);
        }
    }

    private void serve(HttpServletRequest request, Reply reply) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        switch (path) {
            case "/config" -> whole(request, reply);
            case "/config/merged" -> {
                requireGet(request);
                reply.body(200, Reply.JSON, configuration.merged().toString());
            }
            case "/config/dynamicConfigs" -> {
                requireGet(request);
                reply.body(200, Reply.JSON, configuration.sections().toString());
            }
            default -> {
                String scope = path.startsWith(SECTION) ? path.substring(SECTION.length()) : "";
                if (scope.isEmpty() || scope.contains("/")) {
                    throw Reply.unknown(request);
                }
                section(scope, request, reply);
            }
        }
    }

    private void whole(HttpServletRequest request, Reply reply) throws IOException {
        switch (request.getMethod()) {
            case "GET" -> reply.body(200, Reply.JSON, configuration.get().toString());
            case "PUT" ->
                reply.when(configuration.put(body(request)), fresh -> {
                    if (fresh) {
                        reply.header("Location", request.getRequestURL().toString());
                        reply.body(201, Reply.JSON, configuration.get().toString());
                    } else {
                        reply.empty(204);
                    }
                });
            case "DELETE" -> reply.when(configuration.delete(), done -> reply.empty(204));
            default -> throw Reply.methodNotAllowed(request);
        }
    }

    private void section(String scope, HttpServletRequest request, Reply reply) throws IOException {
        switch (request.getMethod()) {
            case "GET" ->
                reply.body(200, Reply.JSON, configuration.section(scope).toString());
            case "PUT" -> reply.when(configuration.putSection(scope, body(request)), done -> reply.empty(204));
            case "DELETE" -> reply.when(configuration.deleteSection(scope), done -> reply.empty(204));
            default -> throw Reply.methodNotAllowed(request);
        }
    }

    private static void requireGet(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            throw Reply.methodNotAllowed(request);
        }
    }

    private static JsonObject body(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw JsonParseException.newBuilder()
                    .message("A configuration has at most " + MAX_BODY + " bytes.")
                    .build();
        }
        return JsonFactory.newObject(new String(bytes, StandardCharsets.UTF_8));
    }
}
