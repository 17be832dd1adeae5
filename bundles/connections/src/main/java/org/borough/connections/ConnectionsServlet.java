// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resource {@code /api/2/connections}, for administrators. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/2/connections", "/api/2/connections/*"})
@HttpWhiteboardServletAsyncSupported
public final class ConnectionsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String CORRELATION_ID = "correlation-id";
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionsServlet.class);

    private final transient Connections connections;
    private final transient Resource resource;

    @Activate
    public ConnectionsServlet(@Reference Connections connections) {
        this.connections = connections;
        this.resource = new Resource(connections.cabinet());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        String correlation = request.getHeader(CORRELATION_ID);
        response.setHeader(
                CORRELATION_ID, correlation == null ? UUID.randomUUID().toString() : correlation);
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        try {
            // A body is read there as well: administrators' requests are few, and may wait for one another.
            connections.requests().execute(() -> answer(request, context));
        } catch (RejectedExecutionException tooMany) {
            send(context, Reply.of(DoorException.busy()));
        }
    }

    private void answer(HttpServletRequest request, AsyncContext context) {
        attempt(request).whenComplete((reply, failure) -> {
            Reply told = failure == null ? reply : Reply.of(ditto(failure));
            // Not on the thread that completed it, which may be the disk's.
            context.start(() -> send(context, told));
        });
    }

    // The edge to the web: whatever goes wrong is answered, and logged where it is not the caller's fault.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private CompletionStage<Reply> attempt(HttpServletRequest request) {
        try {
            return resource.answer(Request.read(request, connections.maxBodyBytes()));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static DittoRuntimeException ditto(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof DittoRuntimeException ditto) {
            return ditto;
        }
        if (cause instanceof JsonRuntimeException json) {
            return new DittoJsonException(json);
        }
        LOG.error("A request about connections failed.", cause);
        return DoorException.internal();
    }

    private static void send(AsyncContext context, Reply reply) {
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        try {
            response.setStatus(reply.status());
            reply.headers().forEach(response::setHeader);
            if (!reply.body().isEmpty()) {
                byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
                response.setContentType("application/json");
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
            }
        } catch (IOException e) {
            LOG.debug("The caller went away before the answer.", e);
        } finally {
            context.complete();
        }
    }
}
