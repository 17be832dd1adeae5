// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread and its queue. Messages count from their arrival until they are durable, so that a slow disk slows the
 * sockets too.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final CompletionStage<Void> ROOM = CompletableFuture.completedStage(null);
    /** How far beyond its capacity a lane takes what sockets had read before they stopped. */
    private static final int HARD_FACTOR = 4;

    private final int number;
    private final int capacity;
    private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    /** Touched by the lane's thread only: what must come before the queue. */
    private final Deque<Work> first = new ArrayDeque<>();

    private final AtomicInteger depth = new AtomicInteger();
    private final AtomicReference<Guarded> guarded = new AtomicReference<>();
    private final CountDownLatch empty = new CountDownLatch(1);
    private final Object roomLock = new Object();
    private volatile CompletableFuture<Void> room;
    private volatile Thread thread;
    private volatile boolean closed;

    Lane(int number, int capacity) {
        this.number = number;
        this.capacity = capacity;
        begin(null);
    }

    private void begin(Runnable before) {
        Thread next = new Thread(() -> run(before), "borough-lane-" + number);
        next.setDaemon(true);
        thread = next;
        next.start();
    }

    /** Puts work at the end of the queue. */
    void put(Work work) {
        queue.add(work);
        if (closed) {
            refuseRest("the router has stopped");
        }
    }

    /** Puts works before everything that waits, in their order. From the lane's own thread only. */
    void putFirst(List<? extends Work> works) {
        for (int i = works.size() - 1; i >= 0; i--) {
            first.addFirst(works.get(i));
        }
    }

    /** Completes when all that is in the queue now is done. */
    CompletableFuture<Void> mark() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        put(new Step(() -> done.complete(null)));
        return done;
    }

    /** Counts a message in; false when the lane is beyond its hard limit. */
    boolean enter() {
        if (depth.incrementAndGet() > capacity * HARD_FACTOR) {
            depth.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Counts a message out. */
    void leave() {
        int now = depth.decrementAndGet();
        if (room != null && now <= capacity / 2) {
            makeRoom();
        }
        if (now == 0 && closed) {
            empty.countDown();
        }
    }

    /** After it was closed: waits until nothing waits for the disk any more. */
    void awaitEmpty(long nanos) {
        try {
            boolean done = depth.get() == 0 || empty.await(nanos, TimeUnit.NANOSECONDS);
            LOG.debug("Lane {} ended, {}", number, done ? "empty" : "with messages that the disk did not take in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int depth() {
        return depth.get();
    }

    /** Complete while the lane is below its capacity; after that when half of it is free. */
    CompletionStage<Void> room() {
        CompletableFuture<Void> wait = room;
        if (wait == null && depth.get() < capacity) {
            return ROOM;
        }
        return wait != null ? wait : waitForRoom();
    }

    private CompletionStage<Void> waitForRoom() {
        CompletableFuture<Void> wait;
        synchronized (roomLock) {
            if (room == null) {
                room = new CompletableFuture<>();
            }
            wait = room;
        }
        if (depth.get() <= capacity / 2) {
            makeRoom();
        }
        return wait;
    }

    private void makeRoom() {
        CompletableFuture<Void> wait;
        synchronized (roomLock) {
            wait = room;
            room = null;
        }
        if (wait != null) {
            wait.complete(null);
        }
    }

    /**
     * Calls a stranger's code, under the watchdog's eyes. Must be the last act of a work.
     *
     * @param call the stranger
     * @param then gets what it gave, or threw
     * @param hung runs on the lane's next thread when the stranger did not return in time
     */
    @SuppressWarnings("checkstyle:IllegalCatch") // A stranger may throw anything, errors of linkage and memory too.
    <T> void guard(Supplier<T> call, Consumer<Result<T>> then, Runnable hung) {
        Guarded mine = new Guarded(hung);
        guarded.set(mine);
        Result<T> result;
        try {
            result = new Result.Given<>(call.get());
        } catch (Throwable e) {
            result = new Result.Thrown<>(e);
        }
        if (!guarded.compareAndSet(mine, null)) {
            throw new Abandoned();
        }
        then.accept(result);
    }

    /** Counts a tick against the call under way; gives it up after so many. Called by the watchdog only. */
    boolean tick(int budget) {
        Guarded call = guarded.get();
        if (call == null || call.tick() <= budget || !guarded.compareAndSet(call, null)) {
            return false;
        }
        Thread stuck = thread;
        begin(call.hung());
        stuck.interrupt();
        return true;
    }

    private void run(Runnable before) {
        Thread me = Thread.currentThread();
        if (before != null) {
            step(new Step(before));
        }
        while (thread == me) {
            Work work = next();
            if (work == Step.END) {
                return;
            }
            step(work);
        }
    }

    private Work next() {
        Work work = first.pollFirst();
        while (work == null) {
            try {
                work = queue.take();
            } catch (InterruptedException e) {
                LOG.debug("Lane {} ends by its end mark only", number);
            }
        }
        return work;
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // A fault in one message's work must not end the lane of all others.
    private void step(Work work) {
        try {
            work.run();
        } catch (Abandoned e) {
            LOG.debug("A thread that an adapter had kept came back to lane {} and ended", number);
        } catch (Throwable e) {
            guarded.set(null);
            LOG.error("Lane {} failed at one piece of work and goes on", number, e);
            work.refuse("the router failed: " + e);
        }
    }

    /** Does what waits, as long as the time allows, and refuses the rest. */
    void close(long millis) {
        queue.add(Step.END);
        try {
            thread.join(Math.max(1, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        Thread last = thread;
        if (last.isAlive()) {
            queue.add(Step.END);
            last.interrupt();
        }
        refuseRest("the router has stopped");
    }

    private void refuseRest(String reason) {
        for (Work work = queue.poll(); work != null; work = queue.poll()) {
            work.refuse(reason);
        }
    }

    /** What a stranger's call gave. */
    sealed interface Result<T> {

        record Given<T>(T value) implements Result<T> {}

        record Thrown<T>(Throwable error) implements Result<T> {}
    }

    /** A plain piece of work. */
    record Step(Runnable what) implements Work {

        static final Work END = new Step(() -> {});

        @Override
        public void run() {
            what.run();
        }
    }

    /** A call into a stranger's code. Ticks, not the clock, measure it: a paused machine makes no tick. */
    private static final class Guarded {

        private final Runnable hung;
        private int ticks;

        Guarded(Runnable hung) {
            this.hung = hung;
        }

        Runnable hung() {
            return hung;
        }

        int tick() {
            return ++ticks;
        }
    }
}
