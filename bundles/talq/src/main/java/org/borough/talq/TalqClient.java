// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.borough.thing.BoroughException;

/** Sends requests to the other side. Nothing here waits: answers come to the stages. */
public final class TalqClient {

    /** The version of TALQ that is spoken. */
    public static final String VERSION = "2.7.1";

    private static final int MAX_ANSWER = 16 << 20;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Target target;
    private final Executor executor;
    private final HttpClient client;

    /**
     * A client.
     *
     * @param tls the keys and certificates to use; empty for those of Java
     * @param executor runs what takes a while
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    public TalqClient(Target target, Optional<SSLContext> tls, Executor executor) {
        this.target = target;
        this.executor = executor;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(target.timeout())
                .executor(executor);
        tls.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /**
     * The other side.
     *
     * @param base the URL up to the version, without a slash at its end
     * @param clientAddress as whom we send, a UUID
     * @param authorization the header by which we log in; empty for none
     * @param timeout how long an answer is waited for
     * @param hosts where it may be
     */
    public record Target(URI base, String clientAddress, String authorization, Duration timeout, HostList hosts) {

        @Override
        public String toString() {
            return base.toString();
        }
    }

    /**
     * What came back.
     *
     * @param status the HTTP status; 0 when there was no answer
     * @param body what it brought; missing when that is nothing
     * @param problem why there was no good answer, in words; empty when there was one
     */
    public record Answer(int status, JsonNode body, String problem) {

        /** Whether the other side took it. */
        public boolean isTaken() {
            return status >= 200 && status < 300;
        }

        /** Whether another try may help. */
        public boolean isPassing() {
            return status == 0 || status == 408 || status == 429 || status >= 500;
        }
    }

    /** Sends one request once. The stage never fails. */
    public CompletionStage<Answer> send(String method, String path, Object body) {
        return once(request(method, path, body, UUID.randomUUID()));
    }

    /** Sends one request until it is taken or refused, with longer and longer pauses. The stage never fails. */
    public CompletionStage<Answer> persist(String method, String path, Object body, int attempts, Duration pause) {
        return persist(request(method, path, body, UUID.randomUUID()), attempts, pause);
    }

    private CompletionStage<Answer> persist(HttpRequest request, int attempts, Duration pause) {
        return once(request).thenCompose(answer -> {
            if (attempts <= 1 || !answer.isPassing()) {
                return CompletableFuture.completedStage(answer);
            }
            Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, executor);
            Duration next = pause.multipliedBy(2);
            Duration bounded = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
            // The same request id: the other side knows it again when only its answer was lost.
            return CompletableFuture.supplyAsync(() -> request, later)
                    .thenCompose(again -> persist(again, attempts - 1, bounded));
        });
    }

    private HttpRequest request(String method, String path, Object body, UUID id) {
        String query = "?clientAddress=" + target.clientAddress();
        String given = method.equals("GET") ? query : query + "&talqRequestId=" + id;
        BodyPublisher publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(TalqJson.bytes(body));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target.base() + encoded(path) + given))
                .timeout(target.timeout())
                .header("talq-api-version", VERSION)
                .header("Accept", "application/json")
                .method(method, publisher);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (!target.authorization().isEmpty()) {
            request.header("Authorization", target.authorization());
        }
        return request.build();
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private CompletionStage<Answer> once(HttpRequest request) {
        try {
            return sent(request);
        } catch (RejectedExecutionException stopping) {
            return CompletableFuture.completedStage(new Answer(0, MissingNode.getInstance(), words(request, stopping)));
        }
    }

    private CompletionStage<Answer> sent(HttpRequest request) {
        return CompletableFuture.supplyAsync(
                        () -> target.hosts().refusal(request.uri().getHost()), executor)
                .thenCompose(refusal -> refusal.map(TalqClient::unsent)
                        .orElseGet(() -> client.sendAsync(request, BodyHandlers.ofInputStream())
                                .thenApplyAsync(response -> answer(request, response), executor)))
                .exceptionally(failure -> new Answer(0, MissingNode.getInstance(), words(request, failure)));
    }

    private static CompletableFuture<Answer> unsent(String refusal) {
        return CompletableFuture.completedFuture(new Answer(403, MissingNode.getInstance(), refusal));
    }

    private static Answer answer(HttpRequest request, HttpResponse<InputStream> response) {
        JsonNode body = body(response);
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Answer(status, body, "");
        }
        String said = body.isArray()
                ? java.util.stream.StreamSupport.stream(body.spliterator(), false)
                        .map(error -> error.path("key").asText() + ": "
                                + error.path("description").asText())
                        .collect(Collectors.joining(" "))
                : "";
        return new Answer(
                status, body, request.method() + " " + place(request) + " was answered with " + status + ". " + said);
    }

    private static JsonNode body(HttpResponse<InputStream> response) {
        try (InputStream stream = response.body()) {
            byte[] bytes = stream.readNBytes(MAX_ANSWER + 1);
            if (bytes.length > MAX_ANSWER) {
                throw new BoroughException("the answer is larger than " + MAX_ANSWER + " bytes");
            }
            String type = response.headers().firstValue("Content-Type").orElse("");
            return bytes.length == 0 || !type.contains("json") ? MissingNode.getInstance() : TalqJson.tree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String words(HttpRequest request, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return request.method() + " " + place(request) + " had no answer: " + said;
    }

    private static String place(HttpRequest request) {
        URI uri = request.uri();
        return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
}
