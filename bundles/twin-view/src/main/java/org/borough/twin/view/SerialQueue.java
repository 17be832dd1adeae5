// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls somebody one time after the other on a shared pool. Bounded: who finds it full waits for room, for as long as the
 * patience lasts; then it counts as behind, and nobody waits for it any more until it has caught up.
 */
public final class SerialQueue {

    private final Executor pool;
    private final int capacity;
    private final long patienceMillis;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private Runnable caughtUp = () -> {};
    private boolean running;
    private boolean behind;
    private boolean paused = true;
    private boolean closed;

    /** Takes calls, makes none until {@link #start}. */
    public SerialQueue(Executor pool, int capacity, long patienceMillis) {
        this.pool = pool;
        this.capacity = capacity;
        this.patienceMillis = patienceMillis;
    }

    /** Called in turn when it has been behind and is empty again. Before the start. */
    public void whenCaughtUp(Runnable action) {
        caughtUp = action;
    }

    public void start() {
        lock.lock();
        try {
            paused = false;
            wake();
        } finally {
            lock.unlock();
        }
    }

    /** Queues a call; false when it is full and stays so. */
    public boolean offer(Runnable call) {
        lock.lock();
        try {
            if (!closed && waiting.size() >= capacity && !behind && !paused) {
                awaitRoom();
            }
            if (closed) {
                return true;
            }
            if (waiting.size() >= capacity) {
                behind = true;
                return false;
            }
            waiting.add(call);
            wake();
            return true;
        } finally {
            lock.unlock();
        }
    }

    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() {
        long nanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        try {
            while (waiting.size() >= capacity && nanos > 0 && !closed) {
                nanos = room.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake() {
        if (!running && !paused && !waiting.isEmpty()) {
            running = true;
            pool.execute(this::drain);
        }
    }

    private void drain() {
        Runnable call = next();
        while (call != null) {
            call.run();
            call = next();
        }
    }

    private Runnable next() {
        lock.lock();
        try {
            Runnable call = waiting.poll();
            room.signal();
            if (call == null && behind && !closed) {
                behind = false;
                return caughtUp;
            }
            running = call != null;
            return call;
        } finally {
            lock.unlock();
        }
    }
}
