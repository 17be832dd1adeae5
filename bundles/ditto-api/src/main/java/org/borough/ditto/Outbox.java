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

    private final Queue<Item> waiting = new ArrayDeque<>();
    private final int mostItems;
    private final int mostBytes;
    private final Executor carriers;
    private long bytes;
    private boolean busy;
    private boolean closed;

    private record Item(Consumer<Runnable> work, int bytes) {}

    Outbox(int mostItems, int mostBytes, Executor carriers) {
        this.mostItems = mostItems;
        this.mostBytes = mostBytes;
        this.carriers = carriers;
    }

    /** Adds an item, which keeps about so many bytes alive, if there is room. */
    boolean offer(Consumer<Runnable> work, int size) {
        return add(new Item(work, size), true);
    }

    /** Adds an item whose number somebody else limits. */
    void put(Consumer<Runnable> work) {
        add(new Item(work, 0), false);
    }

    /** Forgets what waits and takes nothing more. */
    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty() && !busy;
    }

    private boolean add(Item item, boolean limited) {
        synchronized (this) {
            if (closed) {
                return true;
            }
            if (limited && (waiting.size() >= mostItems || bytes + item.bytes() > mostBytes)) {
                return false;
            }
            waiting.add(item);
            bytes += item.bytes();
            if (busy) {
                return true;
            }
            busy = true;
        }
        carriers.execute(this::carry);
        return true;
    }

    private synchronized Item take() {
        Item item = waiting.poll();
        busy = item != null;
        bytes -= busy ? item.bytes() : 0;
        return item;
    }

    private void carry() {
        Item item = take();
        while (item != null) {
            AtomicBoolean left = new AtomicBoolean();
            // Whoever comes second goes on: this loop if the item is sent at once, else the one who says it is sent.
            item.work().accept(() -> {
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
