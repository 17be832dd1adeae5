// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A limit of messages in a second, by the generic cell rate algorithm (ITU-T I.371): every message moves the time at
 * which the next one is due, and one second's worth may come at once.
 */
final class Rate {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong due;

    Rate(long now) {
        due = new AtomicLong(now);
    }

    /** Takes a message; gives how long it came too early, zero when it may pass. */
    Duration take(long perSecond, long now) {
        long interval = Math.max(1, SECOND / perSecond);
        while (true) {
            long before = due.get();
            long next = Math.max(before - now, 0) + now + interval;
            long early = next - now - Math.max(SECOND, interval);
            if (early > 0) {
                return Duration.ofNanos(early);
            }
            if (due.compareAndSet(before, next)) {
                return Duration.ZERO;
            }
        }
    }

    /** Whether nothing came lately, so that it can be forgotten. */
    boolean idle(long now) {
        return due.get() - now <= 0;
    }
}
