// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.streams;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How much a client still asks for of one stream. The work for it is done one piece after the other, and ends once: with
 * the stream, its client's wish, a failure, or because the client asked for nothing too long.
 */
public final class Demand {

    /** What there is to do for a client. Asked only while nothing is under way. */
    public interface Work {

        /** The next piece, which calls {@link Demand#done} in the end; nothing if there is none for now. */
        Optional<Runnable> next(boolean wanted);
    }

    private final long patienceNanos;
    private final Work work;
    private final Runnable whenOver;
    private final AtomicBoolean over = new AtomicBoolean();
    private long asked;
    private long lastActive = System.nanoTime();
    private boolean busy;

    /** Nothing is asked for yet. */
    public Demand(Duration patience, Work work, Runnable whenOver) {
        this.patienceNanos = patience.toNanos();
        this.work = work;
        this.whenOver = whenOver;
    }

    /** Watches the client from now on. */
    public void watch(ScheduledExecutorService timer, Runnable whenIdle) {
        watch(timer, whenIdle, patienceNanos);
    }

    private void watch(ScheduledExecutorService timer, Runnable whenIdle, long nanos) {
        timer.schedule(
                () -> {
                    long left = patienceNanos - idleNanos();
                    if (over.get()) {
                        return;
                    }
                    if (left > 0) {
                        watch(timer, whenIdle, left);
                    } else {
                        whenIdle.run();
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    private synchronized long idleNanos() {
        return busy ? 0 : System.nanoTime() - lastActive;
    }

    /** Asks for so many more. */
    public void more(long number) {
        synchronized (this) {
            lastActive = System.nanoTime();
            asked = number > Long.MAX_VALUE - asked ? Long.MAX_VALUE : asked + number;
        }
        goOn();
    }

    /** One of those asked for is given. */
    public synchronized void given() {
        asked--;
    }

    /** A piece of work is done; goes on with the next. */
    public void done() {
        synchronized (this) {
            busy = false;
            lastActive = System.nanoTime();
        }
        goOn();
    }

    private void goOn() {
        Optional<Runnable> next;
        synchronized (this) {
            if (busy || over.get()) {
                return;
            }
            next = work.next(asked > 0);
            busy = next.isPresent();
        }
        next.ifPresent(Runnable::run);
    }

    public boolean isOver() {
        return over.get();
    }

    /** Whether this call is the one that ends it. */
    public boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            whenOver.run();
        }
        return first;
    }
}
