// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What one quantity of a sensor did in the last two days, hour by hour. For one thread. */
final class Course {

    /** How many hours are kept: the longest look back is 24 hours, of readings that may be a day late. */
    static final int KEPT = 48;

    private final NavigableMap<Instant, Hour> hours = new TreeMap<>();
    private Instant lastAt = Instant.MIN;
    private double last = Double.NaN;

    Hour.Taken take(Instant at, double value) {
        Hour.Taken taken = hours.computeIfAbsent(at.truncatedTo(ChronoUnit.HOURS), Hour::new)
                .take(at, value);
        if (!at.isBefore(lastAt)) {
            lastAt = at;
            last = value;
        }
        return taken;
    }

    void drop(Instant at) {
        Hour hour = hours.get(at.truncatedTo(ChronoUnit.HOURS));
        if (hour != null) {
            hour.drop(at);
        }
        if (at.equals(lastAt)) {
            lastAt = Instant.MIN;
            last = Double.NaN;
        }
    }

    void forget(Instant now) {
        hours.headMap(now.truncatedTo(ChronoUnit.HOURS).minus(KEPT, ChronoUnit.HOURS))
                .clear();
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
        Hour found = hours.get(hour);
        return found != null && !found.isEmpty() && found.coverage(hold) >= complete ? found.mean() : Double.NaN;
    }

    double coverage(Instant hour, Duration hold) {
        Hour found = hours.get(hour);
        return found == null ? 0 : found.coverage(hold);
    }

    /** The hours up to one that were heard at all, latest first. */
    List<Hour> back(Instant from, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> hours.get(from.minus(i, ChronoUnit.HOURS)))
                .filter(hour -> hour != null && !hour.isEmpty())
                .toList();
    }
}
