// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;

/** Somebody on a WebSocket who answers messages and live commands with the status and value that they ask for. */
final class TableDevice implements WebSocket.Listener {

    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private WebSocket socket;
    private int acknowledged;

    static TableDevice connect(HttpClient client, int port, String authorization) {
        TableDevice device = new TableDevice();
        device.socket = client.newWebSocketBuilder()
                .header("Authorization", authorization)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/2"), device)
                .join();
        device.socket.sendText("START-SEND-MESSAGES", true).join();
        device.socket.sendText("START-SEND-LIVE-COMMANDS", true).join();
        device.ready.join();
        return device;
    }

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(Long.MAX_VALUE);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (!last) {
            return null;
        }
        String said = text.toString();
        text.setLength(0);
        if (said.endsWith(":ACK")) {
            acknowledged++;
            if (acknowledged == 2) {
                ready.complete(null);
            }
            return null;
        }
        return answer(JsonObject.of(said))
                .map(answer -> from.sendText(answer, true))
                .orElse(null);
    }

    private static Optional<String> answer(JsonObject message) {
        JsonObject headers = message.getValue("headers").orElseThrow().asObject();
        return headers.getValue("answer").map(status -> {
            JsonObjectBuilder answer = JsonObject.newBuilder()
                    .set("topic", message.getValue("topic").orElseThrow())
                    .set("path", message.getValue("path").orElseThrow())
                    .set("status", Integer.parseInt(status.asString()))
                    .set(
                            "headers",
                            JsonObject.newBuilder()
                                    .set(
                                            "correlation-id",
                                            headers.getValue("correlation-id").orElseThrow())
                                    .set("response-required", false)
                                    .set("content-type", "application/json")
                                    .build());
            headers.getValue("answer-value")
                    .ifPresent(value -> answer.set("value", JsonFactory.readFrom(value.asString())));
            return answer.build().toString();
        });
    }

    void close() {
        socket.abort();
    }
}
