// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.borough.thing.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alarms and the watchdog's ticks, on one thread. */
final class TimedAlarms implements Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(TimedAlarms.class);
    /** A longer wait is cut into several, so that a clock that was set is noticed. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Clock clock;
    private final ScheduledThreadPoolExecutor executor;

    TimedAlarms(Clock clock) {
        this.clock = clock;
        this.executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "borough-router-alarms");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Subscription at(Instant when, Runnable what) {
        Instant now = clock.instant();
        Instant end = when.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : when;
        long millis = Math.max(0, Duration.between(now, end).toMillis() + 1);
        try {
            ScheduledFuture<?> future = executor.schedule(safe(what), millis, TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("The router stops; an alarm is not set any more");
            return () -> {};
        }
    }

    void every(Duration period, Runnable what) {
        executor.scheduleWithFixedDelay(safe(what), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    void soon(Runnable what) {
        try {
            executor.execute(safe(what));
        } catch (RejectedExecutionException e) {
            LOG.debug("The router stops; some work is left for its next start");
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // One failing alarm must not end the watchdog.
    private static Runnable safe(Runnable what) {
        return () -> {
            try {
                what.run();
            } catch (RuntimeException e) {
                LOG.error("An alarm of the router failed", e);
            }
        };
    }

    void close() {
        executor.shutdownNow();
    }
}
