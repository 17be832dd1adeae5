// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** What one quantity of a sensor did in the last two days, hour by hour. For one thread. */
final class Course {

    /** How many hours are kept: the longest look back is 24 hours, of readings that may be a day late. */
    static final int KEPT = 48;

    /** An hour is put together when it is so many hours past. */
    private static final int FRESH = 3;

    private static final long MILLIS = Duration.ofHours(1).toMillis();

    // Two more than are kept: the running hour, and one for clocks that are a little fast.
    private final Hour[] ring = new Hour[KEPT + 2];
    private Instant lastAt = Instant.MIN;
    private double last = Double.NaN;

    Hour.Taken take(Instant at, double value) {
        Hour hour = hourFor(at);
        if (hour == null) {
            return Hour.Taken.SAID_BEFORE;
        }
        if (!at.isBefore(lastAt)) {
            lastAt = at;
            last = value;
        }
        return hour.take(at, value);
    }

    private Hour hourFor(Instant at) {
        int slot = slot(at);
        long start = Math.floorDiv(at.toEpochMilli(), MILLIS) * MILLIS;
        Hour there = ring[slot];
        if (there == null || there.start() < start) {
            ring[slot] = new Hour(Instant.ofEpochMilli(start));
        }
        return ring[slot].start() == start ? ring[slot] : null;
    }

    private int slot(Instant at) {
        return (int) Math.floorMod(Math.floorDiv(at.toEpochMilli(), MILLIS), (long) ring.length);
    }

    private Hour find(Instant hour) {
        Hour there = ring[slot(hour)];
        boolean found = there != null && there.start() == hour.toEpochMilli() && !there.isEmpty();
        return found ? there : null;
    }

    void drop(Instant at) {
        Hour hour = find(at.truncatedTo(ChronoUnit.HOURS));
        if (hour != null) {
            hour.drop(at);
        }
        if (at.equals(lastAt)) {
            lastAt = Instant.MIN;
            last = Double.NaN;
        }
    }

    void forget(Instant now) {
        long oldest = now.truncatedTo(ChronoUnit.HOURS).toEpochMilli() - KEPT * MILLIS;
        long past = now.toEpochMilli() - (FRESH + 1) * MILLIS;
        for (int slot = 0; slot < ring.length; slot++) {
            if (ring[slot] != null && ring[slot].start() < oldest) {
                ring[slot] = null;
            } else if (ring[slot] != null && ring[slot].start() < past) {
                ring[slot].condense();
            }
        }
    }

    /** The last value that was said. */
    double last() {
        return last;
    }

    /** When that was; {@link Instant#MIN} when never. */
    Instant lastAt() {
        return lastAt;
    }

    /** The mean of an hour; not a number when its readings do not speak for enough of it. */
    double mean(Instant hour, double complete, Duration hold) {
        Hour found = find(hour);
        return found != null && found.coverage(hold) >= complete ? found.mean() : Double.NaN;
    }

    double coverage(Instant hour, Duration hold) {
        Hour found = find(hour);
        return found == null ? 0 : found.coverage(hold);
    }

    /** The hours up to one that were heard at all, latest first. */
    List<Hour> back(Instant from, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> find(from.minus(i, ChronoUnit.HOURS)))
                .filter(Objects::nonNull)
                .toList();
    }
}
