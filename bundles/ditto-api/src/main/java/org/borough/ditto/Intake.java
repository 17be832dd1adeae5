// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How fast a WebSocket is read: no more messages at once than are being carried out, and no more in a second than the
 * operator allows. What is not read waits in the client's own socket.
 */
final class Intake {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int mostPending;
    private final int mostPerSecond;
    private final ScheduledExecutorService timer;
    private Runnable demand = () -> {};
    private int pending;
    private long second;
    private int inSecond;
    private boolean paused;
    private boolean closed;

    /** Any number in a second where 0 is given. */
    Intake(int mostPending, int mostPerSecond, ScheduledExecutorService timer) {
        this.mostPending = mostPending;
        this.mostPerSecond = mostPerSecond;
        this.timer = timer;
    }

    synchronized void open(Runnable demander) {
        demand = demander;
        second = System.nanoTime();
    }

    /** Counts a message that was read. */
    synchronized void begin() {
        pending++;
        inSecond++;
    }

    /** Counts a message as done with. */
    void end() {
        boolean resumes;
        synchronized (this) {
            pending--;
            resumes = paused && !closed;
            paused = false;
        }
        if (resumes) {
            demandMore();
        }
    }

    void demandMore() {
        long wait;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (pending >= mostPending) {
                paused = true;
                return;
            }
            wait = waitForRate();
        }
        if (wait > 0) {
            timer.schedule(this::demandNow, wait, TimeUnit.NANOSECONDS);
        } else {
            demandNow();
        }
    }

    private void demandNow() {
        Runnable next;
        synchronized (this) {
            if (closed) {
                return;
            }
            next = demand;
        }
        next.run();
    }

    private long waitForRate() {
        if (mostPerSecond == 0) {
            return 0;
        }
        long now = System.nanoTime();
        if (now - second >= SECOND) {
            second = now;
            inSecond = 0;
        }
        if (inSecond < mostPerSecond) {
            return 0;
        }
        long wait = second + SECOND - now;
        second += SECOND;
        inSecond = 0;
        return wait;
    }

    synchronized void close() {
        closed = true;
    }
}
