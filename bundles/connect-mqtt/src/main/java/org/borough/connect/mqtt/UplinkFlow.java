// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.borough.connect.Acknowledgement;

/**
 * The messages of one connection that are under way: acknowledges them in their order, and stops the reading of the
 * socket while there are too many or a lane has no room. For the connection's event loop only.
 */
final class UplinkFlow {

    private final Wire wire;
    private final Intakes intakes;
    private final ErrorReports errors;
    private final MqttConnections counts;
    private final int window;
    private final Deque<Pending> underWay = new ArrayDeque<>();
    private final AtomicInteger fullLanes = new AtomicInteger();
    private final AtomicBoolean settling = new AtomicBoolean();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private boolean reading;
    private boolean stopping;

    UplinkFlow(Wire wire, Intakes intakes, ErrorReports errors, MqttConnections counts, int window) {
        this.wire = wire;
        this.intakes = intakes;
        this.errors = errors;
        this.counts = counts;
        this.window = window;
    }

    void publish(MqttPublishMessage message) {
        reading = true;
        if (stopping) {
            return;
        }
        Pending pending = new Pending(Incoming.of(message));
        underWay.add(pending);
        intakes.take(pending.incoming(), message.payload(), this::waitFor)
                .whenComplete((end, error) -> finish(pending, end, error));
        regulate();
    }

    /** To be called when everything that was read at once has been handled. */
    void readComplete() {
        reading = false;
        settle();
    }

    /** Takes no more messages. Completes when none is under way any more. */
    CompletionStage<Void> stop() {
        stopping = true;
        regulate();
        settle();
        return drained;
    }

    void regulate() {
        boolean room = fullLanes.get() == 0 && underWay.size() < window && wire.writable() && wire.open() && !stopping;
        wire.context().channel().config().setAutoRead(room);
    }

    private void waitFor(CompletionStage<Void> room) {
        CompletableFuture<Void> future = room.toCompletableFuture();
        if (!future.isDone()) {
            fullLanes.incrementAndGet();
            future.whenComplete((nothing, error) -> {
                fullLanes.decrementAndGet();
                settleSoon();
            });
        }
    }

    private void finish(Pending pending, Failure end, Throwable error) {
        pending.finish(error == null ? end : Failure.of(503, "the message could not be taken"));
        boolean insideRead = wire.context().executor().inEventLoop() && reading;
        if (!insideRead) {
            settleSoon();
        }
    }

    private void settleSoon() {
        if (settling.compareAndSet(false, true)) {
            try {
                wire.executor().execute(this::settle);
            } catch (RejectedExecutionException e) {
                // The endpoint has stopped; nobody is left to be told.
                settling.setPlain(true);
            }
        }
    }

    private void settle() {
        settling.set(false);
        Pending first = underWay.peek();
        while (first != null && first.done()) {
            underWay.poll();
            if (wire.open()) {
                settle(first.incoming(), first.failure());
            }
            first = underWay.peek();
        }
        if (first == null && stopping) {
            drained.complete(null);
        }
        regulate();
        wire.flush();
    }

    private void settle(Incoming incoming, Failure failure) {
        if (failure == null) {
            counts.acknowledged();
            acknowledge(incoming);
            return;
        }
        counts.refused();
        boolean reported = errors.report(incoming, failure);
        boolean close = failure.terminal()
                || switch (incoming.onError()) {
                    case DISCONNECT -> true;
                    case DEFAULT -> !reported;
                    case IGNORE, SKIP_ACK -> false;
                };
        if (close) {
            wire.close(reason(failure));
        } else if (incoming.onError() != Incoming.OnError.SKIP_ACK) {
            acknowledge(incoming);
        }
    }

    private void acknowledge(Incoming incoming) {
        if (incoming.qos() == 1) {
            wire.acknowledge(incoming.packetId());
        }
    }

    private static MqttReasonCodes.Disconnect reason(Failure failure) {
        return switch (failure.status()) {
            case 401, 403 -> MqttReasonCodes.Disconnect.NOT_AUTHORIZED;
            case 413 -> MqttReasonCodes.Disconnect.PACKET_TOO_LARGE;
            case 429 -> MqttReasonCodes.Disconnect.QUOTA_EXCEEDED;
            case 503 -> MqttReasonCodes.Disconnect.SERVER_BUSY;
            default -> MqttReasonCodes.Disconnect.IMPLEMENTATION_SPECIFIC_ERROR;
        };
    }

    /** What became of a message, in the words of this endpoint: nothing when it is kept. */
    static Failure failureOf(Acknowledgement acknowledgement) {
        return acknowledgement instanceof Acknowledgement.Refused refused
                ? Failure.of(refused.status(), refused.reason())
                : null;
    }
}
