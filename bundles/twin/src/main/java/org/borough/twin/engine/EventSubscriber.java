// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.function.Consumer;
import org.borough.engine.Happening;
import org.borough.twin.view.SerialQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what happens. */
final class EventSubscriber {

    private static final Logger LOG = LoggerFactory.getLogger(EventSubscriber.class);

    private final Consumer<Happening> consumer;
    private final SerialQueue queue;
    private volatile boolean failing;
    private volatile boolean losing;

    EventSubscriber(Consumer<Happening> consumer, SerialQueue queue) {
        this.consumer = consumer;
        this.queue = queue;
    }

    void start() {
        queue.start();
    }

    void hear(Happening happening) {
        boolean taken = queue.offer(() -> deliver(happening));
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
    private void deliver(Happening happening) {
        try {
            consumer.accept(happening);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("A subscriber to events fails", e);
            }
            failing = true;
        }
    }
}
