// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.borough.connections.transport.External;
import org.borough.connections.transport.Hosts;
import org.borough.connections.transport.Outgoing;
import org.borough.connections.transport.Receipt;
import org.borough.connections.transport.Tls;
import org.borough.connections.transport.Transport;
import org.borough.connections.transport.TransportException;
import org.eclipse.ditto.connectivity.model.Connection;

/** Pushes messages to a web server, some at a time. */
public final class HttpTransport implements Transport {

    private static final String PATH = "http.path";
    private static final String QUERY = "http.query";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What the client writes itself, or what is of one hop only. */
    private static final Set<String> RESERVED =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding", "te", PATH, QUERY);

    private final Connection connection;
    private final Executor blocking;
    private final Hosts hosts;
    private final HttpClient client;
    private final Signer signer;
    private final Set<String> bodyless;
    private final int parallelism;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /**
     * A transport.
     *
     * @param blocking runs what takes a while
     */
    public HttpTransport(Connection connection, Hosts hosts, Executor blocking, Clock clock) {
        this.connection = connection;
        this.hosts = hosts;
        this.blocking = blocking;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .executor(blocking)
                .sslContext(Tls.context(connection))
                .build();
        this.signer = Signers.of(connection, client, clock);
        Map<String, String> config = connection.getSpecificConfig();
        this.parallelism = Integer.parseInt(config.getOrDefault("parallelism", "1"));
        this.bodyless = Arrays.stream(
                        config.getOrDefault("omitRequestBody", "GET,DELETE").split(","))
                .map(method -> method.trim().toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Looks whether somebody listens. */
    @Override
    public CompletionStage<Void> open() {
        return CompletableFuture.runAsync(
                () -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(connection.getHostname(), connection.getPort()), (int)
                                CONNECT.toMillis());
                    } catch (IOException e) {
                        throw new CompletionException(TransportException.unavailable("No connection to "
                                + connection.getHostname() + ":" + connection.getPort() + ": " + e.getMessage()));
                    }
                },
                blocking);
    }

    @Override
    public CompletionStage<Receipt> publish(Outgoing message) {
        CompletableFuture<Receipt> done = new CompletableFuture<>();
        Runnable work = () -> send(message).whenComplete((receipt, failure) -> {
            next();
            if (failure == null) {
                done.complete(receipt);
            } else {
                done.completeExceptionally(words(failure));
            }
        });
        start(work);
        return done;
    }

    private void start(Runnable work) {
        synchronized (waiting) {
            if (running >= parallelism) {
                waiting.add(work);
                return;
            }
            running++;
        }
        work.run();
    }

    private void next() {
        Runnable work;
        synchronized (waiting) {
            work = waiting.poll();
            if (work == null) {
                running--;
                return;
            }
        }
        blocking.execute(work);
    }

    private CompletionStage<Receipt> send(Outgoing message) {
        try {
            Optional<String> refusal = hosts.refusal(connection.getHostname(), connection.getPort());
            if (refusal.isPresent()) {
                return CompletableFuture.failedStage(TransportException.misconfigured(refusal.get()));
            }
            Signer.Unsigned request = request(message);
            return signer.sign(request)
                    .thenCompose(added -> client.sendAsync(build(request, added), LimitedBody.handler()))
                    .thenApply(HttpTransport::receipt);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(TransportException.misconfigured(e.getMessage()));
        }
    }

    private Signer.Unsigned request(Outgoing message) {
        External external = message.message();
        HttpAddress address = HttpAddress.of(message.address());
        String path = external.headers().getOrDefault(PATH, address.path());
        String query = external.headers().get(QUERY);
        String full = (path.startsWith("/") ? path : "/" + path) + (query == null ? "" : "?" + query);
        Map<String, String> headers = new LinkedHashMap<>();
        external.headers().forEach((name, value) -> {
            if (!RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
        byte[] body = bodyless.contains(address.method()) ? new byte[0] : external.payload();
        return new Signer.Unsigned(address.method(), URI.create(base() + full), headers, body);
    }

    private String base() {
        String host = connection.getHostname();
        String path = connection.getPath().filter(given -> !given.equals("/")).orElse("");
        return connection.getProtocol() + "://" + host + ":" + connection.getPort() + path;
    }

    private static HttpRequest build(Signer.Unsigned request, Map<String, String> added) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(PATIENCE)
                .method(
                        request.method(),
                        request.body().length == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::setHeader);
        added.forEach(builder::setHeader);
        return builder.build();
    }

    private static Receipt receipt(HttpResponse<byte[]> answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        answer.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
        return Receipt.of(answer.statusCode(), headers, answer.body());
    }

    private static Throwable words(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TransportException
                ? cause
                : TransportException.unavailable(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    @Override
    public void pause() {
        // Nothing is read.
    }

    @Override
    public void resume() {
        // Nothing is read.
    }

    @Override
    public void close() {
        // What is under way is sent to its end.
    }
}
