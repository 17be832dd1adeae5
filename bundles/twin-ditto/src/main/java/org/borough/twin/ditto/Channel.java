// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.twin.view.Trees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open WebSocket to Ditto: whole messages in and out, one after the other. */
final class Channel implements WebSocket.Listener {

    /** Who has the channel. Called one message at a time. */
    interface Owner {

        /** A message in Ditto's protocol. */
        void message(JsonNode message);

        /** A word of control, such as {@code START-SEND-EVENTS:ACK}. */
        void control(String word);

        /** The channel is closed, or broke. */
        void closed(Channel channel, String reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);
    private static final int GOING_AWAY = 1001;

    private final Owner owner;
    private final StringBuilder parts = new StringBuilder();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private WebSocket socket;
    private boolean closed;
    private volatile boolean heard = true;

    Channel(Owner owner) {
        this.owner = owner;
    }

    /** Sends after all that was sent before. */
    synchronized void send(String text) {
        sent = sent.thenCompose(before -> socket.sendText(text, true));
        sent.whenComplete((done, failure) -> {
            if (failure != null) {
                end(Words.of(failure));
            }
        });
    }

    /** Asks whether Ditto still lives; false when it did not say a word since the last time. */
    boolean isAlive() {
        boolean alive = heard;
        heard = false;
        if (alive) {
            synchronized (this) {
                sent = sent.thenCompose(before -> socket.sendPing(ByteBuffer.allocate(0)));
            }
        }
        return alive;
    }

    void close() {
        end("closed by us");
    }

    @Override
    public void onOpen(WebSocket opened) {
        synchronized (this) {
            socket = opened;
        }
        opened.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heard = true;
        parts.append(data);
        if (last) {
            String text = parts.toString();
            parts.setLength(0);
            handle(text);
        }
        from.request(1);
        return null;
    }

    // Whatever one message does to its owner, the next ones must come.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void handle(String text) {
        try {
            if (text.startsWith("{")) {
                owner.message(Trees.read(text.getBytes(StandardCharsets.UTF_8)));
            } else if (!text.isEmpty()) {
                owner.control(text);
            }
        } catch (UncheckedIOException unreadable) {
            LOG.warn("Ditto sent a message that is no JSON, {} characters long; it is left out", text.length());
        } catch (RuntimeException failure) {
            LOG.warn("A message from Ditto was not understood; it is left out", failure);
        }
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        heard = true;
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        end("Ditto closed with status " + status + (reason.isEmpty() ? "" : ": " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end(Words.of(failure));
    }

    private void end(String reason) {
        WebSocket open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open = socket;
        }
        if (open != null) {
            open.sendClose(GOING_AWAY, "").whenComplete((done, failure) -> open.abort());
        }
        owner.closed(this, reason);
    }
}
