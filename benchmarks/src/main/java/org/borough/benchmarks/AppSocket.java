// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** An app's WebSocket to the city: whole messages, one after the other. */
final class AppSocket implements WebSocket.Listener, AutoCloseable {

    private final StringBuilder parts = new StringBuilder();
    private final Consumer<String> messages;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private WebSocket socket;

    private AppSocket(Consumer<String> messages) {
        this.messages = messages;
    }

    static AppSocket open(CityClient city, Consumer<String> messages) {
        AppSocket opened = new AppSocket(messages);
        opened.socket = city.webSocket(opened);
        return opened;
    }

    synchronized void send(String text) {
        sent = sent.thenCompose(before -> socket.sendText(text, true));
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        if (last && parts.isEmpty()) {
            messages.accept(data.toString());
        } else {
            parts.append(data);
            if (last) {
                messages.accept(parts.toString());
                parts.setLength(0);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
