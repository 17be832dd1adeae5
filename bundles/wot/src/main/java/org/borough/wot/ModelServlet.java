// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.eclipse.ditto.json.JsonArrayBuilder;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /models}: the models that bundles of this city bring, for whoever is logged in, or for all if so set. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("wot-models")
@HttpWhiteboardServletPattern("/models/*")
public final class ModelServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String TM = "application/tm+json";

    private final transient OwnModels own;
    private final boolean open;

    @Activate
    public ModelServlet(@Reference WotModels models) {
        own = models.own();
        open = models.settings().publicModels();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        Reply reply = new Reply(request, response);
        if (!open && !Caller.isKnown(request)) {
            reply.failure(Reply.unauthenticated());
        } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            reply.failure(Reply.methodNotAllowed(request));
        } else {
            serve(request, reply);
        }
    }

    private void serve(HttpServletRequest request, Reply reply) {
        String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
        if (path.equals("/")) {
            reply.body(200, Reply.JSON, list());
            return;
        }
        Optional<JsonObject> model = own.file(path.substring(1));
        if (model.isEmpty()) {
            reply.failure(Reply.unknown(request));
            return;
        }
        String text = model.get().toString();
        String tag = "\"" + Integer.toHexString(text.hashCode()) + "-" + Integer.toHexString(text.length()) + "\"";
        reply.header("ETag", tag);
        reply.header("Cache-Control", (open ? "public" : "private") + ", max-age=3600");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            reply.empty(304);
        } else {
            reply.body(200, TM, text);
        }
    }

    private String list() {
        JsonArrayBuilder models = JsonFactory.newArrayBuilder();
        own.definitions()
                .forEach(definition -> models.add(JsonObject.newBuilder()
                        .set("definition", definition)
                        .set("href", OwnModels.PATH + OwnModels.fileOf(definition))
                        .build()));
        return models.build().toString();
    }
}
