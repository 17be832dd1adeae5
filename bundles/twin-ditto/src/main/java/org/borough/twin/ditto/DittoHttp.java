// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

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
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.borough.thing.BoroughException;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.view.Trees;

/** Ditto's HTTP API, and the way to its WebSocket, in the name of the city's user. */
final class DittoHttp {

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int NOT_FOUND = 404;

    private final HttpClient client;
    private final URI base;
    private final Login login;
    private final Duration timeout;

    DittoHttp(Settings settings) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.answerTimeout());
        settings.trust().ifPresent(trust -> builder.sslContext(context(trust)));
        this.client = builder.build();
        this.base = settings.base();
        this.login = settings.login();
        this.timeout = settings.answerTimeout();
    }

    /** A text as part of an address. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What stands at a path below {@code /api/2}; nothing when Ditto shows nothing there. */
    CompletionStage<Optional<JsonNode>> get(String path) {
        return send("GET", path, BodyPublishers.noBody(), "")
                .thenApply(reply -> reply.status == NOT_FOUND ? Optional.empty() : Optional.of(reply.orRefused()));
    }

    CompletionStage<Void> put(String path, JsonNode body, String... headers) {
        BodyPublisher text = BodyPublishers.ofByteArray(Trees.bytes(body));
        return send("PUT", path, text, "application/json", headers).thenAccept(Reply::orRefused);
    }

    /** Deletes what stands at a path, if anything does. */
    CompletionStage<Void> delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), "").thenAccept(reply -> {
            if (reply.status != NOT_FOUND) {
                reply.orRefused();
            }
        });
    }

    CompletionStage<WebSocket> socket(WebSocket.Listener listener) {
        String url = base.toString().replaceFirst("^(?i)http", "ws") + "/ws/2";
        try {
            return client.newWebSocketBuilder()
                    .header("Authorization", login.authorization())
                    .connectTimeout(timeout)
                    .buildAsync(URI.create(url), listener);
        } catch (UncheckedIOException secret) {
            return CompletableFuture.failedFuture(secret);
        }
    }

    private CompletionStage<Reply> send(
            String method, String path, BodyPublisher body, String contentType, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/2" + path))
                    .timeout(timeout)
                    .header("Authorization", login.authorization())
                    .method(method, body);
            if (!contentType.isEmpty()) {
                request.header("Content-Type", contentType);
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                    .handle((response, failure) -> {
                        if (failure != null) {
                            throw unreachable(failure);
                        }
                        return new Reply(response.statusCode(), response.body());
                    });
        } catch (UncheckedIOException secret) {
            return CompletableFuture.failedFuture(secret);
        }
    }

    private TwinRefusedException unreachable(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new TwinRefusedException(
                503, "ditto:unreachable", "Ditto at " + base + " cannot be reached: " + Words.of(cause));
    }

    private static SSLContext context(Settings.Trust trust) {
        try (InputStream in = Files.newInputStream(trust.store())) {
            char[] password = trust.password().isPresent()
                    ? Files.readString(trust.password().get(), StandardCharsets.UTF_8)
                            .strip()
                            .toCharArray()
                    : null;
            String type = trust.store().toString().endsWith(".jks") ? "JKS" : "PKCS12";
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, password);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new BoroughException(
                    TwinDittoConfig.PID + ": trustStoreFile " + trust.store() + " cannot be read: " + Words.of(e), e);
        }
    }

    /** What Ditto said. */
    private record Reply(int status, byte[] body) {

        JsonNode orRefused() {
            if (status >= OK && status < MULTIPLE_CHOICES) {
                return body.length == 0 ? MissingNode.getInstance() : Trees.read(body);
            }
            throw Words.refused(status, body.length == 0 ? MissingNode.getInstance() : readable());
        }

        private JsonNode readable() {
            try {
                return Trees.read(body);
            } catch (UncheckedIOException noJson) {
                return MissingNode.getInstance();
            }
        }
    }
}
