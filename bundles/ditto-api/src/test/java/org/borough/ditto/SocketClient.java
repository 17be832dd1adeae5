// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** Somebody on a WebSocket, with subjects and other headers of its own. */
final class SocketClient implements WebSocket.Listener {

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private WebSocket socket;

    static SocketClient connect(TestServer server, String subjects, String... headers) {
        return connectTo(server, "/ws/2", subjects, headers);
    }

    static SocketClient connectTo(TestServer server, String path, String subjects, String... headers) {
        SocketClient client = new SocketClient();
        WebSocket.Builder builder = server.client().newWebSocketBuilder().header("x-subjects", subjects);
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        client.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + server.port() + path), client)
                .join();
        return client;
    }

    /** Asks for streams and waits until each is acknowledged. */
    SocketClient follow(String... streams) throws InterruptedException {
        for (String stream : streams) {
            send("START-SEND-" + stream);
            assertThat(next()).isEqualTo("START-SEND-" + stream.split("\\?")[0] + ":ACK");
        }
        return this;
    }

    void send(String message) {
        socket.sendText(message, true).join();
    }

    void sendBinary() {
        socket.sendBinary(ByteBuffer.allocate(1), true).join();
    }

    String next() throws InterruptedException {
        String next = texts.poll(8, TimeUnit.SECONDS);
        assertThat(next).as("a message in time").isNotNull();
        return next;
    }

    JsonObject nextJson() throws InterruptedException {
        return JsonObject.of(next());
    }

    /** Whether nothing comes for a moment. */
    boolean hearsNothing() throws InterruptedException {
        return peek().isEmpty();
    }

    /** What comes within a moment; empty if nothing does. */
    String peek() throws InterruptedException {
        String next = texts.poll(150, TimeUnit.MILLISECONDS);
        return next == null ? "" : next;
    }

    /** Answers what came: under its correlation id, on its topic and path. */
    void answer(JsonObject to, int status, String value) {
        send(JsonObject.newBuilder()
                .set("topic", to.getValue("topic").orElseThrow())
                .set("path", to.getValue("path").orElseThrow())
                .set("headers", answerHeaders(to))
                .set("status", status)
                .setAll(value.isEmpty() ? JsonObject.empty() : JsonObject.of("{\"value\":" + value + "}"))
                .build()
                .toString());
    }

    private static JsonObject answerHeaders(JsonObject to) {
        return JsonObject.newBuilder()
                .set("correlation-id", to.getValue("headers/correlation-id").orElseThrow())
                .set("response-required", false)
                .set("content-type", to.getValue("headers/content-type").orElse(JsonValue.of("application/json")))
                .build();
    }

    /** Acknowledges an event, live command or message of a thing. */
    void acknowledge(JsonObject to, String thing, String channel, String label, int status, String value) {
        send(
                """
                {"topic":"%s/things/%s/acks/%s","path":"/","status":%d,
                 "headers":{"correlation-id":%s,"content-type":"text/plain"}%s}"""
                        .formatted(
                                thing,
                                channel,
                                label,
                                status,
                                to.getValue("headers/correlation-id").orElseThrow(),
                                value.isEmpty() ? "" : ",\"value\":" + value));
    }

    int closedWith() {
        return closed.orTimeout(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(Long.MAX_VALUE);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            texts.add(text.toString());
            text.setLength(0);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }
}
