// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What waits to be sent to one reader, sent one after the other. Whoever fills it never waits for the reader.
 *
 * <p>An item is a piece of work that sends something and calls what it is given when that is sent.
 */
final class Outbox {

    private final Queue<Consumer<Runnable>> waiting = new ArrayDeque<>();
    private final int capacity;
    private final Executor carriers;
    private boolean busy;
    private boolean closed;

    Outbox(int capacity, Executor carriers) {
        this.capacity = capacity;
        this.carriers = carriers;
    }

    /** Adds an item if there is room. */
    boolean offer(Consumer<Runnable> item) {
        return add(item, capacity);
    }

    /** Adds an item whose number somebody else limits. */
    void put(Consumer<Runnable> item) {
        add(item, Integer.MAX_VALUE);
    }

    /** Forgets what waits and takes nothing more. */
    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty() && !busy;
    }

    private boolean add(Consumer<Runnable> item, int limit) {
        synchronized (this) {
            if (closed) {
                return true;
            }
            if (waiting.size() >= limit) {
                return false;
            }
            waiting.add(item);
            if (busy) {
                return true;
            }
            busy = true;
        }
        carriers.execute(this::carry);
        return true;
    }

    private synchronized Consumer<Runnable> take() {
        Consumer<Runnable> item = waiting.poll();
        busy = item != null;
        return item;
    }

    private void carry() {
        Consumer<Runnable> item = take();
        while (item != null) {
            AtomicBoolean left = new AtomicBoolean();
            // Whoever comes second goes on: this loop if the item is sent at once, else the one who says it is sent.
            item.accept(() -> {
                if (!left.compareAndSet(false, true)) {
                    carriers.execute(this::carry);
                }
            });
            if (left.compareAndSet(false, true)) {
                return;
            }
            item = take();
        }
    }
}
