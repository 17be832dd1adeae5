// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.borough.twin.TwinRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the requests of one peer: who it is, what TALQ asks of every request, each request once, and errors in TALQ's form.
 * What a side offers are its {@link Route}s.
 */
public final class TalqDoor extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int REMEMBERED = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(TalqDoor.class);

    private final String subject;
    private final String clientAddress;
    private final int maxBytes;
    private final transient List<Route> routes;
    private final transient Map<String, CompletionStage<Reply>> answered =
            Collections.synchronizedMap(new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, CompletionStage<Reply>> eldest) {
                    return size() > REMEMBERED;
                }
            });

    /**
     * A door.
     *
     * @param subject as whom the platform knows the peer
     * @param clientAddress the peer's own address
     * @param maxBytes how large a payload may be
     */
    public TalqDoor(String subject, String clientAddress, int maxBytes, List<Route> routes) {
        this.subject = subject;
        this.clientAddress = clientAddress;
        this.maxBytes = maxBytes;
        this.routes = List.copyOf(routes);
    }

    /**
     * One operation.
     *
     * @param pattern the method and the path, with {@code *} for each part that is an address
     * @param action what it does
     */
    public record Route(String pattern, Action action) {

        boolean fits(Request request) {
            String[] parts = pattern.substring(pattern.indexOf(' ') + 1).split("/");
            List<String> path = request.path();
            for (int i = 0; i < parts.length; i++) {
                if (i >= path.size() || !parts[i].equals("*") && !parts[i].equals(path.get(i))) {
                    return false;
                }
            }
            return parts.length == path.size();
        }

        String method() {
            return pattern.substring(0, pattern.indexOf(' '));
        }
    }

    /** Answers a request. */
    @FunctionalInterface
    public interface Action {

        /** Answers it, or throws a {@link RefusedException}. */
        CompletionStage<Reply> answer(Request request);
    }

    @Override
    protected void service(HttpServletRequest plain, HttpServletResponse response) {
        AsyncContext context = plain.startAsync();
        context.setTimeout(0);
        attempt(new Request(plain, maxBytes))
                .handle((reply, failure) -> failure == null ? reply : failed(failure))
                // The answer is sent on a thread of the server: a slow reader must not hold up the disk's thread.
                .thenAccept(reply -> context.start(() -> send(context, response, reply)));
    }

    // The edge to the web: whatever goes wrong is answered and logged here.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private CompletionStage<Reply> attempt(Request request) {
        try {
            admit(request);
            List<Route> fitting =
                    routes.stream().filter(route -> route.fits(request)).toList();
            if (fitting.isEmpty()) {
                throw RefusedException.of(
                        404,
                        TalqError.RESOURCE_NOT_FOUND,
                        "There is no /" + String.join("/", request.path()) + " here.");
            }
            Map<String, Route> methods = new TreeMap<>();
            // The first that fits is the one that says most: count before the address of the same shape.
            fitting.forEach(route -> methods.putIfAbsent(route.method(), route));
            Route route = methods.get(request.method());
            if (route == null) {
                return notAllowed(request, String.join(", ", methods.keySet())).now();
            }
            request.check(clientAddress);
            return request.method().equals("GET") ? route.action().answer(request) : once(request, route);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void admit(Request request) {
        if (request.isAnonymous()) {
            throw RefusedException.of(401, TalqError.GENERIC_ERROR, "Log in with a name and a password, or a token.");
        }
        if (!request.subjects().contains(subject)) {
            throw RefusedException.of(403, TalqError.GENERIC_ERROR, "Whoever logged in is not the peer of this door.");
        }
    }

    private static Reply notAllowed(Request request, String allowed) {
        RefusedException refused = RefusedException.of(
                405,
                TalqError.GENERIC_ERROR,
                "The method " + request.method() + " is not offered here; use " + allowed + ".");
        return new Reply(405, Reply.refused(refused).body(), Map.of("Allow", allowed));
    }

    /** A request that is known already has the answer that it had, unless that was trouble of our own. */
    private CompletionStage<Reply> once(Request request, Route route) {
        String id = request.shape() + " " + request.id();
        CompletableFuture<Reply> mine = new CompletableFuture<>();
        CompletionStage<Reply> known = answered.putIfAbsent(id, mine);
        if (known != null) {
            return known;
        }
        carryOut(request, route)
                .handle((reply, failure) -> failure == null ? reply : failed(failure))
                .thenAccept(reply -> {
                    if (reply.status() >= 500) {
                        answered.remove(id);
                    }
                    mine.complete(reply);
                });
        return mine;
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // The same edge: a request that is remembered must come to an end.
    private static CompletionStage<Reply> carryOut(Request request, Route route) {
        try {
            return route.action().answer(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static Reply failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RefusedException refused) {
            return Reply.refused(refused);
        }
        if (cause instanceof TwinRefusedException refused) {
            int status = refused.status() == 503 ? 503 : 422;
            return Reply.refused(RefusedException.of(status, TalqError.GENERIC_ERROR, refused.getMessage()));
        }
        LOG.error("A request of a TALQ peer failed", cause);
        return Reply.refused(RefusedException.of(
                500, TalqError.GENERIC_ERROR, "The request failed inside Borough; the log there says why."));
    }

    private static void send(AsyncContext context, HttpServletResponse response, Reply reply) {
        try {
            response.setStatus(reply.status());
            response.setHeader("talq-api-version", TalqClient.VERSION);
            reply.headers().forEach(response::setHeader);
            if (reply.status() == 401) {
                response.setHeader("WWW-Authenticate", "Basic realm=\"Borough\"");
            }
            if (reply.body().isPresent()) {
                byte[] body = TalqJson.bytes(reply.body().get());
                response.setContentType("application/json");
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
            }
        } catch (IOException e) {
            LOG.debug("The peer went away before the answer", e);
        } finally {
            context.complete();
        }
    }

    /** The operations that it offers, for people. */
    @Override
    public String toString() {
        return routes.stream().map(Route::pattern).collect(Collectors.joining("; "));
    }
}
