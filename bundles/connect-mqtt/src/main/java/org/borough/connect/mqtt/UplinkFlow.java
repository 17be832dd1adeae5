// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The messages of one connection that are under way: acknowledges them in their order, and stops the reading of the
 * socket while there are too many, a lane has no room or the device sends too fast. What was read by then waits in front.
 * For the connection's event loop only.
 */
final class UplinkFlow implements Brake {

    private final Wire wire;
    private final Intakes intakes;
    private final ErrorReports errors;
    private final MqttConnections counts;
    private final int window;
    private final Deque<MqttPublishMessage> parked = new ArrayDeque<>(0);
    private final Deque<Pending> underWay = new ArrayDeque<>(0);
    private final AtomicBoolean settling = new AtomicBoolean();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private int brakes;
    private boolean busy;
    private boolean stopping;

    UplinkFlow(Wire wire, Intakes intakes, ErrorReports errors, MqttConnections counts, int window) {
        this.wire = wire;
        this.intakes = intakes;
        this.errors = errors;
        this.counts = counts;
        this.window = window;
    }

    void publish(MqttPublishMessage message) {
        busy = true;
        if (stopping) {
            return;
        }
        if (parked.isEmpty() && free()) {
            take(message);
        } else {
            parked.add(message.retain());
        }
        regulate();
    }

    /** To be called when everything that was read at once has been handled. */
    void readComplete() {
        busy = false;
        settle();
    }

    /** Takes no more messages. Completes when none is under way any more. */
    CompletionStage<Void> stop() {
        forget();
        settle();
        return drained;
    }

    /** Forgets what was read and not yet taken: it was not acknowledged. */
    void forget() {
        stopping = true;
        parked.forEach(ReferenceCountUtil::release);
        parked.clear();
    }

    void regulate() {
        boolean room = parked.isEmpty() && free() && wire.writable() && wire.open() && !stopping;
        wire.context().channel().config().setAutoRead(room);
    }

    @Override
    public <T> CompletionStage<T> hold(CompletionStage<T> until) {
        CompletableFuture<T> awaited = until.toCompletableFuture();
        if (awaited.isDone()) {
            return until;
        }
        brakes++;
        CompletableFuture<T> then = new CompletableFuture<>();
        awaited.whenComplete((value, error) -> wire.run(() -> release(then, value, error)));
        return then;
    }

    @Override
    public CompletionStage<Void> pause(Duration time) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        wire.executor().schedule(() -> over.complete(null), time.toNanos(), TimeUnit.NANOSECONDS);
        return hold(over);
    }

    private <T> void release(CompletableFuture<T> then, T value, Throwable error) {
        brakes--;
        if (error == null) {
            then.complete(value);
        } else {
            then.completeExceptionally(error);
        }
        settle();
    }

    private boolean free() {
        return brakes == 0 && underWay.size() < window;
    }

    private void take(MqttPublishMessage message) {
        Pending pending = new Pending(Incoming.of(message));
        underWay.add(pending);
        intakes.take(pending.incoming(), message.payload(), this)
                .whenComplete((end, error) -> finish(pending, end, error));
    }

    private void finish(Pending pending, Failure end, Throwable error) {
        pending.finish(error == null ? end : Failure.of(503, "the message could not be taken"));
        boolean lookedAtSoon = wire.executor().inEventLoop() && busy;
        if (!lookedAtSoon && settling.compareAndSet(false, true)) {
            wire.run(this::settle);
        }
    }

    /** Answers what is done, and takes what waits in front as far as there is room. */
    private void settle() {
        settling.set(false);
        answer();
        while (!parked.isEmpty() && free() && !stopping) {
            busy = true;
            MqttPublishMessage next = parked.poll();
            try {
                take(next);
            } finally {
                next.release();
                busy = false;
            }
            answer();
        }
        if (underWay.isEmpty() && stopping) {
            drained.complete(null);
        }
        regulate();
        wire.flush();
    }

    private void answer() {
        Pending first = underWay.peek();
        while (first != null && first.done()) {
            underWay.poll();
            if (wire.open()) {
                answer(first.incoming(), first.failure());
            }
            first = underWay.peek();
        }
    }

    private void answer(Incoming incoming, Failure failure) {
        if (failure == null) {
            counts.acknowledged();
            if (incoming.qos() == 1) {
                wire.acknowledge(incoming.packetId());
            }
        } else if (failure == Failure.DROPPED) {
            counts.dropped();
        } else {
            counts.refused();
            refuse(incoming, failure);
        }
    }

    private void refuse(Incoming incoming, Failure failure) {
        boolean reported = errors.report(incoming, failure);
        boolean close = failure.terminal()
                || switch (incoming.onError()) {
                    case DISCONNECT -> true;
                    case DEFAULT -> !reported;
                    case IGNORE, SKIP_ACK -> false;
                };
        if (close) {
            forget();
            wire.close(failure.disconnect());
        } else if (incoming.onError() != Incoming.OnError.SKIP_ACK && incoming.qos() == 1) {
            wire.reject(incoming.packetId(), failure.puback());
        }
    }
}
