// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import java.util.function.Consumer;
import org.borough.twin.view.SerialQueue;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears events, each cut to what its reader may read. */
final class EventSubscriber {

    private static final Logger LOG = LoggerFactory.getLogger(EventSubscriber.class);

    private final AuthorizationContext reader;
    private final Consumer<Event<?>> consumer;
    private final SerialQueue queue;
    private volatile boolean failing;
    private volatile boolean losing;

    EventSubscriber(AuthorizationContext reader, Consumer<Event<?>> consumer, SerialQueue queue) {
        this.reader = reader;
        this.consumer = consumer;
        this.queue = queue;
    }

    void start() {
        queue.start();
    }

    /** Takes an event with what the policy allowed at that moment; nothing when there was no policy. */
    void hear(Occurrence occurrence, Optional<Grants> allowed) {
        boolean taken = queue.offer(() -> EventView.of(
                        occurrence.entity().kind, occurrence.happened().event(), allowed, reader)
                .ifPresent(this::deliver));
        if (!taken && !losing) {
            LOG.warn("A subscriber to events is too slow and loses events until it has caught up");
        }
        losing = !taken;
    }

    void close() {
        queue.close();
    }

    // A subscriber's trouble is its own: it is logged once per change of state and disturbs nobody else.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void deliver(Event<?> event) {
        try {
            consumer.accept(event);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("A subscriber to events fails", e);
            }
            failing = true;
        }
    }
}
