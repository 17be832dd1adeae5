// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes guessing slow: after some wrong passwords of a user or from an address, each further one doubles the time in
 * which no more is looked at, up to a limit. Forgets what is older than an hour, and the oldest when there are many.
 */
final class Throttle {

    private static final int REMEMBERED = 10_000;
    private static final Duration MEMORY = Duration.ofHours(1);

    private final Clock clock;
    private final int free;
    private final int longestSeconds;
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    private record Failures(int count, Instant last, Instant closedUntil) {}

    Throttle(Clock clock, int free, int longestSeconds) {
        this.clock = clock;
        this.free = free;
        this.longestSeconds = longestSeconds;
    }

    /** How many seconds this one has to wait, 0 when it may try now. */
    synchronized int wait(String key) {
        Failures known = failures.get(key);
        if (known == null) {
            return 0;
        }
        long millis = Duration.between(clock.instant(), known.closedUntil()).toMillis();
        return millis <= 0 ? 0 : (int) ((millis + 999) / 1000);
    }

    /** Counts a wrong password. True when it closes the door that was open until now. */
    synchronized boolean failed(String key) {
        Instant now = clock.instant();
        Failures before = failures.remove(key);
        boolean fresh = before == null || before.last().plus(MEMORY).isBefore(now);
        int count = fresh ? 1 : before.count() + 1;
        int over = count - free;
        long seconds = over < 0 ? 0 : Math.min(longestSeconds, 1L << Math.min(over, 30));
        failures.put(key, new Failures(count, now, now.plusSeconds(seconds)));
        if (failures.size() > REMEMBERED) {
            failures.remove(failures.keySet().iterator().next());
        }
        return over == 0;
    }

    /** Forgets the wrong ones of somebody who came in. */
    synchronized void succeeded(String key) {
        failures.remove(key);
    }

    /** How many are kept waiting at this moment. */
    synchronized long closed() {
        Instant now = clock.instant();
        return failures.values().stream()
                .filter(known -> known.closedUntil().isAfter(now))
                .count();
    }
}
