// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often something happened in the last minute, hour and day, and when last. */
final class Tally {

    private static final long SECOND = 1_000;

    private final Map<Duration, Ring> rings = new LinkedHashMap<>();
    private long lastMillis = -1;

    Tally() {
        rings.put(Duration.ofMinutes(1), new Ring(12, 5 * SECOND));
        rings.put(Duration.ofHours(1), new Ring(60, 60 * SECOND));
        rings.put(Duration.ofDays(1), new Ring(96, 900 * SECOND));
    }

    synchronized void add(Instant now) {
        lastMillis = now.toEpochMilli();
        rings.values().forEach(ring -> ring.add(lastMillis));
    }

    synchronized Map<Duration, Long> counts(Instant now) {
        Map<Duration, Long> counts = new LinkedHashMap<>();
        rings.forEach((window, ring) -> counts.put(window, ring.sum(now.toEpochMilli())));
        return counts;
    }

    synchronized Instant last() {
        return lastMillis < 0 ? null : Instant.ofEpochMilli(lastMillis);
    }
}
