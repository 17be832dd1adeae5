// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
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
    private final Demand demand;
    private final Queue<Event<?>> page = new ArrayDeque<>();
    private PersistedEvents source;
    private EventFilter filter = EventFilter.ALL;
    private volatile DittoHeaders headers;
    private boolean exhausted;

    PersistedStream(
            String id, SubscribeForPersistedEvents wanted, Engine engine, SignalSender sender, Runnable whenOver) {
        this.id = id;
        this.wanted = wanted;
        this.engine = engine;
        this.sender = sender;
        this.headers = wanted.getDittoHeaders();
        demand = new Demand(LONGEST_IDLE, this::next, whenOver);
    }

    /** Tells the id. Whether there is anything to read is found when it is first asked for. */
    void start(ScheduledExecutorService timer) {
        sender.send(StreamingSubscriptionCreated.of(id, wanted.getEntityId(), headers), () -> {});
        demand.watch(timer, () -> fail(StreamingSubscriptionTimeoutException.of(id, headers)));
    }

    void request(RequestFromStreamingSubscription request) {
        headers = request.getDittoHeaders();
        if (request.getDemand() <= 0) {
            fail(StreamingSubscriptionProtocolErrorException.newBuilder()
                    .message("The demand is " + request.getDemand() + " but must be positive.")
                    .build());
        } else {
            demand.more(request.getDemand());
        }
    }

    void cancel() {
        demand.end();
    }

    private Optional<Runnable> next(boolean asked) {
        if (source == null) {
            return Optional.of(this::open);
        }
        if (!page.isEmpty()) {
            return asked ? Optional.of(this::sendNext) : Optional.empty();
        }
        return Optional.of(exhausted ? this::complete : this::read);
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
        Event<?> event = page.remove();
        demand.given();
        JsonObject item = ProtocolFactory.wrapAsJsonifiableAdaptable(PROTOCOL.toAdaptable((Signal<?>) event))
                .toJson();
        sender.send(StreamingSubscriptionHasNext.of(id, wanted.getEntityId(), item, headers), demand::done);
    }

    private void complete() {
        if (demand.end()) {
            sender.send(StreamingSubscriptionComplete.of(id, wanted.getEntityId(), headers), () -> {});
        }
    }

    private void fail(DittoRuntimeException why) {
        if (demand.end()) {
            sender.send(StreamingSubscriptionFailed.of(id, wanted.getEntityId(), why, headers), () -> {});
        }
    }

    private void done(Throwable failure, Runnable result) {
        if (failure == null) {
            result.run();
            demand.done();
        } else {
            fail(Failures.toDitto(failure));
        }
    }
}
