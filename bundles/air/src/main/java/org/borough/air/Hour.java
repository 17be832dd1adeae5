// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The readings of one quantity in one hour. For one thread. */
final class Hour {

    /** One a second: more readings than that are one reading said again. */
    private static final int MOST = 3600;

    private static final int MINUTES = 60;

    private final Instant start;
    private final Map<Instant, Double> readings = new HashMap<>();

    Hour(Instant start) {
        this.start = start;
    }

    /** What became of a reading. */
    enum Taken {
        NEW,
        SAID_BEFORE,
        CONTRADICTS
    }

    /** Takes a reading; of two of the same instant the later word counts. */
    Taken take(Instant at, double value) {
        if (readings.size() >= MOST && !readings.containsKey(at)) {
            return Taken.SAID_BEFORE;
        }
        Double before = readings.put(at, value);
        if (before == null) {
            return Taken.NEW;
        }
        return before == value ? Taken.SAID_BEFORE : Taken.CONTRADICTS;
    }

    void drop(Instant at) {
        readings.remove(at);
    }

    boolean isEmpty() {
        return readings.isEmpty();
    }

    int count() {
        return readings.size();
    }

    double mean() {
        return readings.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    double least() {
        return readings.values().stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    double most() {
        return readings.values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** The share of readings from a value on. */
    double shareFrom(double value) {
        return readings.values().stream().filter(one -> one >= value).count() / (double) Math.max(1, readings.size());
    }

    /** The share of the hour's minutes that a reading speaks for, each so long. */
    double coverage(Duration hold) {
        Set<Long> minutes = new HashSet<>();
        for (Instant at : readings.keySet()) {
            long first = Duration.between(start, at).toMinutes();
            for (long minute = first; minute < Math.min(MINUTES, first + hold.toMinutes()); minute++) {
                minutes.add(minute);
            }
        }
        return minutes.size() / (double) MINUTES;
    }
}
