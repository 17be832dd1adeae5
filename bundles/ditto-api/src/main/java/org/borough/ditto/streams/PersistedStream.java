// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.borough.ditto.Failures;
import org.borough.engine.Engine;
import org.borough.engine.PersistedEvents;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.exceptions.StreamingSubscriptionProtocolErrorException;
import org.eclipse.ditto.base.model.signals.commands.exceptions.StreamingSubscriptionTimeoutException;
import org.eclipse.ditto.base.model.signals.commands.streaming.RequestFromStreamingSubscription;
import org.eclipse.ditto.base.model.signals.commands.streaming.SubscribeForPersistedEvents;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionComplete;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionCreated;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionFailed;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionHasNext;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;

/**
 * One subscription for persisted events. It sends one event after the other as long as the client asks for more, and holds
 * no more than a page.
 */
final class PersistedStream {

    static final Duration LONGEST_IDLE = Duration.ofSeconds(60);

    private static final DittoProtocolAdapter PROTOCOL = DittoProtocolAdapter.newInstance();
    private static final int PAGE = 20;

    private final String id;
    private final SubscribeForPersistedEvents wanted;
    private final Engine engine;
    private final SignalSender sender;
    private final Runnable whenOver;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Queue<Event<?>> page = new ArrayDeque<>();
    private PersistedEvents source;
    private EventFilter filter = EventFilter.ALL;
    private DittoHeaders headers;
    private long demand;
    private long lastRequest = System.nanoTime();
    private boolean exhausted;
    private boolean busy;

    PersistedStream(
            String id, SubscribeForPersistedEvents wanted, Engine engine, SignalSender sender, Runnable whenOver) {
        this.id = id;
        this.wanted = wanted;
        this.engine = engine;
        this.sender = sender;
        this.whenOver = whenOver;
        this.headers = wanted.getDittoHeaders();
    }

    /** Tells the id. Whether there is anything to read is found when it is first asked for. */
    void start(ScheduledExecutorService timer) {
        sender.send(StreamingSubscriptionCreated.of(id, wanted.getEntityId(), headers), () -> {});
        watch(timer, LONGEST_IDLE.toNanos());
    }

    void request(RequestFromStreamingSubscription request) {
        synchronized (this) {
            headers = request.getDittoHeaders();
            lastRequest = System.nanoTime();
            demand = request.getDemand() > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + request.getDemand();
        }
        if (request.getDemand() <= 0) {
            fail(StreamingSubscriptionProtocolErrorException.newBuilder()
                    .message("The demand is " + request.getDemand() + " but must be positive.")
                    .build());
        } else {
            goOn();
        }
    }

    void cancel() {
        if (over.compareAndSet(false, true)) {
            whenOver.run();
        }
    }

    private void watch(ScheduledExecutorService timer, long nanos) {
        timer.schedule(
                () -> {
                    long left = LONGEST_IDLE.toNanos() - idleNanos();
                    if (over.get()) {
                        return;
                    }
                    if (left <= 0) {
                        fail(StreamingSubscriptionTimeoutException.of(id, headers));
                    } else {
                        watch(timer, left);
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    private synchronized long idleNanos() {
        return busy ? 0 : System.nanoTime() - lastRequest;
    }

    /** Does the next thing there is to do, if nothing is under way. */
    private void goOn() {
        Runnable next;
        synchronized (this) {
            if (busy || over.get()) {
                return;
            }
            next = next();
            busy = next != null;
        }
        if (next != null) {
            next.run();
        }
    }

    private Runnable next() {
        if (source == null) {
            return this::open;
        }
        if (!page.isEmpty()) {
            return demand > 0 ? this::sendNext : null;
        }
        return exhausted ? this::complete : this::read;
    }

    // Whatever goes wrong is told to the client; it must not end its other streams.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void open() {
        try {
            EventFilter given = EventFilter.of(wanted.getFilter(), wanted.getDittoHeaders());
            engine.persisted(wanted)
                    .whenComplete((opened, failure) -> done(failure, () -> {
                        source = opened;
                        filter = given;
                    }));
        } catch (RuntimeException failure) {
            done(failure, () -> {});
        }
    }

    private void read() {
        source.next(PAGE)
                .thenApply(found -> new PersistedEvents.Page(
                        found.events().stream().filter(filter::passes).toList(), found.last()))
                .whenComplete((found, failure) -> done(failure, () -> {
                    page.addAll(found.events());
                    exhausted = found.last();
                }));
    }

    private void sendNext() {
        Event<?> event;
        synchronized (this) {
            event = page.poll();
            demand--;
        }
        JsonObject item = ProtocolFactory.wrapAsJsonifiableAdaptable(PROTOCOL.toAdaptable((Signal<?>) event))
                .toJson();
        sender.send(
                StreamingSubscriptionHasNext.of(id, wanted.getEntityId(), item, headers), () -> done(null, () -> {}));
    }

    private void complete() {
        if (over.compareAndSet(false, true)) {
            whenOver.run();
            sender.send(StreamingSubscriptionComplete.of(id, wanted.getEntityId(), headers), () -> {});
        }
    }

    private void fail(DittoRuntimeException why) {
        if (over.compareAndSet(false, true)) {
            whenOver.run();
            sender.send(StreamingSubscriptionFailed.of(id, wanted.getEntityId(), why, headers), () -> {});
        }
    }

    private void done(Throwable failure, Runnable result) {
        synchronized (this) {
            busy = false;
            if (failure == null) {
                result.run();
            }
        }
        if (failure == null) {
            goOn();
        } else {
            fail(Failures.toDitto(failure));
        }
    }
}
