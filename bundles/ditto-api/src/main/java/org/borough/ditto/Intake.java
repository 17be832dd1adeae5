// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * How fast a WebSocket is read: no more messages at once than are being carried out, and no more in a second than the
 * operator allows. What is not read waits in the client's own socket.
 */
final class Intake {

    /** As much as Ditto lets through at once, so that a client that sends evenly never notices. */
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private final int mostPending;
    private final Pace pace;
    private Runnable demand = () -> {};
    private int pending;
    private boolean paused;
    private boolean closed;

    /** Any number in a second where 0 is given. */
    Intake(int mostPending, int mostPerSecond, ScheduledExecutorService timer) {
        this.mostPending = mostPending;
        pace = new Pace(mostPerSecond, AT_ONCE, timer);
    }

    synchronized void open(Runnable demander) {
        demand = demander;
    }

    /** Counts a message that was read. */
    synchronized void begin() {
        pending++;
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
        synchronized (this) {
            if (closed) {
                return;
            }
            if (pending >= mostPending) {
                paused = true;
                return;
            }
        }
        pace.next(this::demandNow);
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

    synchronized void close() {
        closed = true;
    }
}
