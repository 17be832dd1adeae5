// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.borough.connections.mapping.Mapper;
import org.borough.connections.mapping.Templates;
import org.borough.connections.placeholder.Placeholders;
import org.borough.connections.transport.External;
import org.borough.connections.transport.Outgoing;
import org.borough.connections.transport.Receipt;
import org.borough.connections.transport.Transport;
import org.borough.connections.transport.TransportException;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.LogCategory;
import org.eclipse.ditto.connectivity.model.LogType;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.PlaceholderFilter;
import org.eclipse.ditto.protocol.Adaptable;

/** Maps signals and sends them, in their order. While there is no connection they wait, up to a limit. */
final class Outbound {

    private static final int MOST_UNDER_WAY = 100;

    private final ConnectionId id;
    private final Monitor monitor;
    private final Issuer issuer;
    private final int most;
    private final Serial serial;
    private final Queue<Item> waiting = new ArrayDeque<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile Optional<Transport> transport = Optional.empty();

    /** Where signals go and how they are made ready for it. */
    record Way(
            LogCategory category,
            String address,
            Map<String, String> headerMapping,
            Optional<Integer> qos,
            List<Mapper> mappers,
            Optional<String> issuedAck) {}

    /**
     * A signal on a way.
     *
     * @param signal what it was made of, when somebody may want to hear whether it arrived
     * @param headers that placeholders may name besides those of the adaptable
     * @param taken called when it is on its way, or given up
     */
    record Item(Way way, Adaptable adaptable, Optional<Signal<?>> signal, Map<String, String> headers, Runnable taken) {

        /** One that nobody waits to follow. */
        Item(Way way, Adaptable adaptable, Optional<Signal<?>> signal, Map<String, String> headers) {
            this(way, adaptable, signal, headers, () -> {});
        }
    }

    /** Hears what became of what was sent. */
    interface Issuer {
        void sent(Item item, Receipt receipt);

        void failed(Item item, int status, String why);
    }

    Outbound(ConnectionId id, Monitor monitor, Issuer issuer, int most, Executor threads) {
        this.id = id;
        this.monitor = monitor;
        this.issuer = issuer;
        this.most = most;
        this.serial = new Serial(threads);
    }

    void connected(Transport open) {
        transport = Optional.of(open);
        serial.execute(this::drain);
    }

    void disconnected() {
        transport = Optional.empty();
    }

    /** Sends what waits as far as it can, forgets the rest and then does what is given. */
    void finish(Runnable last) {
        serial.execute(() -> {
            drain();
            disconnected();
            synchronized (waiting) {
                waiting.clear();
            }
            last.run();
        });
    }

    /** Takes a signal; when there is no room it is dropped and counted. */
    void offer(Item item) {
        boolean taken;
        synchronized (waiting) {
            taken = waiting.size() < most;
            if (taken) {
                waiting.add(item);
            }
        }
        if (taken) {
            serial.execute(this::drain);
        } else {
            String why = "Too many signals wait to be sent.";
            monitor.failure(step(item, LogType.DROPPED, ""), why);
            issuer.failed(item, 503, why);
            serial.execute(item.taken());
        }
    }

    private void drain() {
        Optional<Transport> open = transport;
        while (open.isPresent() && underWay.get() < MOST_UNDER_WAY) {
            Item item;
            synchronized (waiting) {
                item = waiting.poll();
            }
            if (item == null) {
                return;
            }
            send(item, open.get());
            item.taken().run();
            open = transport;
        }
    }

    private void send(Item item, Transport open) {
        try {
            int made = 0;
            for (Mapper mapper : item.way().mappers()) {
                for (External message : mapper.out(item.adaptable())) {
                    made++;
                    publish(item, message, open);
                }
            }
            if (made == 0) {
                monitor.success(step(item, LogType.DROPPED, "The payload mapping made nothing of the signal."));
            } else {
                monitor.success(step(item, LogType.MAPPED, "The signal was mapped."));
            }
        } catch (DittoRuntimeException | JsonRuntimeException | IllegalArgumentException e) {
            monitor.failure(step(item, LogType.MAPPED, ""), "Mapping failed: " + Words.of(e));
            issuer.failed(item, 400, Words.of(e));
        }
    }

    private void publish(Item item, External message, Transport open) {
        Map<String, String> known = new LinkedHashMap<>(item.headers());
        known.putAll(item.adaptable().getDittoHeaders());
        DittoHeaders origin = item.signal()
                .map(Signal::getDittoHeaders)
                .orElse(item.adaptable().getDittoHeaders());
        ExpressionResolver resolver =
                Placeholders.ofMessage(caseless(known), item.adaptable(), origin.getAuthorizationContext(), id);
        Optional<String> address =
                PlaceholderFilter.applyOrElseDelete(item.way().address(), resolver);
        if (address.isEmpty()) {
            monitor.failure(step(item, LogType.DROPPED, ""), "A placeholder of the address cannot be filled.");
            return;
        }
        External complete = message.with(Templates.fill(item.way().headerMapping(), resolver));
        underWay.incrementAndGet();
        open.publish(new Outgoing(address.get(), item.way().qos(), complete)).whenComplete((receipt, failure) -> {
            underWay.decrementAndGet();
            if (failure == null) {
                arrived(item, receipt);
            } else {
                lost(item, failure);
            }
            serial.execute(this::drain);
        });
    }

    private static Map<String, String> caseless(Map<String, String> headers) {
        return new External(headers, new byte[0]).headers();
    }

    private void arrived(Item item, Receipt receipt) {
        if (receipt.status() < 400) {
            monitor.success(step(item, LogType.PUBLISHED, "The message was published."));
        } else {
            monitor.failure(step(item, LogType.PUBLISHED, ""), "It was answered with status " + receipt.status() + ".");
        }
        issuer.sent(item, receipt);
    }

    private void lost(Item item, Throwable failure) {
        Throwable cause = Words.cause(failure);
        String why = Words.of(cause);
        monitor.failure(step(item, LogType.PUBLISHED, ""), "Not published: " + why);
        issuer.failed(item, cause instanceof TransportException refused ? refused.status() : 503, why);
    }

    /** Notes that a signal is for a target at all. */
    void noteDispatched(Item item) {
        monitor.success(step(item, LogType.DISPATCHED, "The signal is for the target."));
        monitor.success(step(item, LogType.FILTERED, "The signal passed the filters of the target."));
    }

    private static Step step(Item item, LogType type, String words) {
        Optional<EntityId> about = item.signal()
                .filter(WithEntityId.class::isInstance)
                .map(signal -> ((WithEntityId) signal).getEntityId());
        return new Step(
                item.way().category(),
                type,
                item.way().address(),
                item.adaptable().getDittoHeaders().getCorrelationId().orElse("n/a"),
                about,
                words);
    }
}
