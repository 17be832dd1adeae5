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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the servlets of this bundle have in common: administrators only, JSON answers, errors as Hono words them. */
abstract class Door implements Servlet {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final int maxBytes;

    Door(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Answers one call of an administrator. */
    abstract CompletionStage<Answer> answer(Call call);

    @Override
    public void service(ServletRequest request, ServletResponse response) {
        HttpServletResponse reply = (HttpServletResponse) response;
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        // The answer is sent on a thread of the server: a slow reader must not hold up the disk's thread.
        attempt(new Call((HttpServletRequest) request, maxBytes))
                .whenComplete((answer, failure) ->
                        context.start(() -> send(context, reply, failure == null ? answer : failed(failure))));
    }

    // The edge to the web: whatever goes wrong is answered and logged here.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private CompletionStage<Answer> attempt(Call call) {
        try {
            call.demandAdministrator();
            return answer(call);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
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

    static RefusedException noMethod(Call call, String allowed) {
        return new RefusedException(405, "method " + call.method() + " is not allowed here; use " + allowed);
    }

    static RefusedException noResource() {
        return new RefusedException(404, "Not Found");
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
