// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the servlets of this bundle have in common: administrators only, JSON answers, errors as Hono words them. */
abstract class Door implements Servlet {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final int maxBytes;
    private final Cors cors;

    Door(int maxBytes, Cors cors) {
        this.maxBytes = maxBytes;
        this.cors = cors;
    }

    /** The methods of the resource that is called; none when there is no such resource. */
    abstract List<String> methods(Call call);

    /** Answers one call of an administrator by one of the resource's methods. */
    abstract CompletionStage<Answer> answer(Call call);

    @Override
    public void service(ServletRequest request, ServletResponse response) {
        HttpServletResponse reply = (HttpServletResponse) response;
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        // The answer is sent on a thread of the server: a slow reader must not hold up the disk's thread.
        Call call = new Call((HttpServletRequest) request, maxBytes);
        Map<String, String> shared = cors.headers(call.origin());
        attempt(call)
                .whenComplete((answer, failure) -> context.start(() -> {
                    shared.forEach(reply::setHeader);
                    send(context, reply, failure == null ? answer : failed(failure));
                }));
    }

    // The edge to the web: whatever goes wrong is answered and logged here.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private CompletionStage<Answer> attempt(Call call) {
        try {
            boolean asked = call.method().equals("OPTIONS");
            if (!asked) {
                call.demandAdministrator();
            }
            List<String> methods = methods(call);
            if (methods.isEmpty()) {
                throw new RefusedException(404, "Not Found");
            }
            if (!asked && methods.contains(call.method())) {
                return answer(call);
            }
            return CompletableFuture.completedStage(about(call, methods));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** What is told to whoever asks what may be done with a resource, or tries what may not. */
    private Answer about(Call call, List<String> methods) {
        String allowed = String.join(", ", methods);
        if (call.isPreflight()) {
            return cors.preflight(call.origin().orElseThrow(), methods);
        }
        if (call.method().equals("OPTIONS")) {
            return new Answer(204, Map.of("Allow", allowed + ", OPTIONS"), Optional.empty());
        }
        return Answer.error(405, "method " + call.method() + " is not allowed here; use " + allowed)
                .with("Allow", allowed);
    }

    private static Answer failed(Throwable failure) {
        if (Directory.cause(failure) instanceof RefusedException refused) {
            return Answer.error(refused.status(), refused.getMessage());
        }
        LOG.error("A request to the registry failed.", Directory.cause(failure));
        return Answer.error(500, "the request failed inside the registry; the log says why");
    }

    private static void send(AsyncContext context, HttpServletResponse reply, Answer answer) {
        try {
            reply.setStatus(answer.status());
            answer.headers().forEach(reply::setHeader);
            if (answer.status() == 401) {
                reply.setHeader("WWW-Authenticate", "Basic realm=\"Borough\"");
            }
            if (answer.body().isPresent()) {
                byte[] body = Json.write(answer.body().get());
                reply.setContentType("application/json");
                reply.setContentLength(body.length);
                reply.getOutputStream().write(body);
            }
        } catch (IOException e) {
            LOG.debug("The caller went away before the answer.", e);
        } finally {
            context.complete();
        }
    }

    @Override
    public void init(ServletConfig config) {
        // Everything came with the constructor.
    }

    @Override
    public ServletConfig getServletConfig() {
        return null;
    }

    @Override
    public String getServletInfo() {
        return "Borough registry";
    }

    @Override
    public void destroy() {
        // The component's life does that.
    }
}
