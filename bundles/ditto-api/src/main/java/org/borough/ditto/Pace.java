// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets so many things a second happen, one after the other; those of a short time may come at once. */
final class Pace {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long interval;
    private final long atOnce;
    private final ScheduledExecutorService timer;
    private long due;

    /** A pace of so many per second, 0 for any; a second's worth may come at once. */
    Pace(int perSecond, ScheduledExecutorService timer) {
        this(perSecond, Duration.ofNanos(SECOND), timer);
    }

    /** The same where no more than so long's worth may come at once. */
    Pace(int perSecond, Duration atOnce, ScheduledExecutorService timer) {
        this.interval = perSecond == 0 ? 0 : SECOND / perSecond;
        this.atOnce = atOnce.toNanos();
        this.timer = timer;
        due = System.nanoTime() - this.atOnce;
    }

    /** Goes on as soon as the pace allows the next. */
    void next(Runnable work) {
        long wait = interval == 0 ? 0 : book();
        if (wait <= 0) {
            work.run();
        } else {
            timer.schedule(work, wait, TimeUnit.NANOSECONDS);
        }
    }

    private synchronized long book() {
        long now = System.nanoTime();
        due = Math.max(due + interval, now - atOnce);
        return due - now;
    }
}
