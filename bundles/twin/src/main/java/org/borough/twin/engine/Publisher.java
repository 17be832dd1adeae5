// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.borough.engine.Happening;
import org.borough.thing.Subscription;
import org.borough.twin.Interest;
import org.borough.twin.TwinListener;
import org.borough.twin.view.ListenerQueue;
import org.borough.twin.view.SerialQueue;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.events.Event;

/**
 * Tells of what is durable. Each subscriber and each listener has a queue of its own, so that a slow one only waits for
 * itself, and those who write wait for it no longer than the patience.
 */
final class Publisher implements AutoCloseable {

    private final Access access;
    private final Entities entities;
    private final ThingQueries queries;
    private final int capacity;
    private final long patienceMillis;
    private final ExecutorService pool;
    private final List<EventSubscriber> subscribers = new CopyOnWriteArrayList<>();
    private final List<ListenerQueue> listeners = new CopyOnWriteArrayList<>();

    Publisher(Access access, Entities entities, ThingQueries queries, int capacity, long patienceMillis) {
        this.access = access;
        this.entities = entities;
        this.queries = queries;
        this.capacity = capacity;
        this.patienceMillis = patienceMillis;
        AtomicInteger number = new AtomicInteger();
        // Threads come when somebody has something to hear: one that hangs keeps only its own.
        this.pool = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "borough-twin-listeners-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    void publish(Pending pending) {
        if (subscribers.isEmpty() && listeners.isEmpty()) {
            return;
        }
        for (Happened happened : pending.happened()) {
            Occurrence occurrence = new Occurrence(pending.entity(), happened);
            if (!subscribers.isEmpty()) {
                Happening shown = new Shown(occurrence, occurrence.grants(access), queries);
                subscribers.forEach(subscriber -> subscriber.hear(shown));
            }
            if (pending.entity().kind == Entity.Kind.THING) {
                listeners.forEach(listener -> listener.hear(occurrence));
            }
        }
    }

    Subscription subscribe(AuthorizationContext reader, Consumer<Event<?>> consumer) {
        return follow(happening -> happening.event(reader).ifPresent(consumer));
    }

    Subscription follow(Consumer<Happening> consumer) {
        EventSubscriber subscriber = new EventSubscriber(consumer, queue());
        subscribers.add(subscriber);
        subscriber.start();
        return () -> {
            subscribers.remove(subscriber);
            subscriber.close();
        };
    }

    Subscription listen(Interest interest, TwinListener listener) {
        ListenerQueue queue = new ListenerQueue(interest, listener, queue());
        listeners.add(queue);
        queue.start(entities.things());
        return () -> {
            listeners.remove(queue);
            queue.close();
        };
    }

    /** A queue for somebody who hears of something. */
    SerialQueue queue() {
        return new SerialQueue(pool, capacity, patienceMillis);
    }

    /** How many listeners are too slow at the moment. */
    long behind() {
        return listeners.stream().filter(ListenerQueue::behind).count();
    }

    @Override
    public void close() {
        subscribers.forEach(EventSubscriber::close);
        listeners.forEach(ListenerQueue::close);
        pool.shutdown();
    }
}
