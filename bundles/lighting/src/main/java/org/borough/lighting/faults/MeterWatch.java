// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.borough.plausibility.Counter;
import org.borough.plausibility.DeviceWatch;
import org.borough.plausibility.Doubt;

/** The energy counter of one luminaire: what it adds, and the mean power between two readings. For one thread. */
final class MeterWatch {

    private static final Duration SHORTEST = Duration.ofMinutes(10);
    private static final double ENOUGH_WATT_HOURS = 5;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final double MOST_WATTS = 2000;
    private static final double TIMES_RATED = 2;
    private static final double SPARE_WATT_HOURS = 20;
    private static final double LONG_HOURS = 1000;

    private final DeviceWatch watch;
    private final String quantity;
    private final Counter counter = new Counter();
    private Instant readAt = Instant.MIN;
    private Instant passed = Instant.MIN;
    private Instant begun = Instant.MIN;
    private double expected;
    private double measured;
    private double least = Double.NaN;
    private double most = Double.NaN;
    private double taken;
    private boolean fresh;
    private boolean gap;

    /** The mean power at one level. */
    record Mean(double level, double watts) {}

    MeterWatch(DeviceWatch watch, String quantity) {
        this.watch = watch;
        this.quantity = quantity;
    }

    /** Starts with the counter as it stood when nobody listened yet. */
    void begin(double reading) {
        counter.take(reading, 0);
        // What was used since then nobody compares with anything.
        gap = true;
    }

    /** Whether it can be believed. */
    boolean isBelieved() {
        return !Double.isNaN(counter.last()) && !counter.isShared();
    }

    /** What was added since the last call; empty without a new reading, not a number when what is between is unknown. */
    OptionalDouble take() {
        if (!fresh) {
            return OptionalDouble.empty();
        }
        double sum = gap ? Double.NaN : taken;
        fresh = false;
        gap = false;
        taken = 0;
        return OptionalDouble.of(sum);
    }

    /** Time passes at a level; not a number where it is unknown. */
    void pass(double level, double watts, Instant now) {
        if (!passed.equals(Instant.MIN) && now.isAfter(passed)) {
            expected += watts * Duration.between(passed, now).toMillis() / MILLIS_PER_HOUR;
        }
        passed = now;
        at(level);
    }

    /** It has a level; not a number where it is unknown. */
    void at(double level) {
        least = Double.isNaN(least) ? level : Math.min(least, level);
        most = Double.isNaN(most) ? level : Math.max(most, level);
    }

    /** Takes a reading; returns the mean power since the last one judged, when it was all at one level. */
    Optional<Mean> take(double reading, Instant at, double rated) {
        double hours = readAt.equals(Instant.MIN)
                ? LONG_HOURS
                : Duration.between(readAt, at).toMillis() / MILLIS_PER_HOUR;
        double possible = (rated > 0 ? TIMES_RATED * rated : MOST_WATTS) * Math.max(0, hours) + SPARE_WATT_HOURS;
        Counter.Step step = counter.take(reading, possible);
        readAt = at;
        fresh = true;
        note(step, reading, possible, at);
        switch (step.kind()) {
            case SAME, ADVANCED, RETURNED -> {
                taken += step.advance();
                measured += step.advance();
                return step.kind() == Counter.Kind.RETURNED ? Optional.empty() : mean(at);
            }
            default -> {
                gap = true;
                anew(at);
                return Optional.empty();
            }
        }
    }

    private Optional<Mean> mean(Instant at) {
        if (begun.equals(Instant.MIN)) {
            anew(at);
        }
        Duration time = Duration.between(begun, at);
        boolean enough = time.compareTo(SHORTEST) >= 0
                && (expected >= ENOUGH_WATT_HOURS || measured >= ENOUGH_WATT_HOURS || time.toHours() >= 1);
        if (!enough) {
            return Optional.empty();
        }
        Mean mean = new Mean(least, measured / (time.toMillis() / MILLIS_PER_HOUR));
        boolean even = most - least <= 1;
        anew(at);
        return even ? Optional.of(mean) : Optional.empty();
    }

    private void anew(Instant at) {
        begun = at;
        expected = 0;
        measured = 0;
        least = Double.NaN;
        most = Double.NaN;
    }

    private void note(Counter.Step step, double reading, double possible, Instant at) {
        String words = Electrics.figure(reading) + " Wh after " + Electrics.figure(step.before()) + " Wh";
        switch (step.kind()) {
            case BACK -> watch.note(Doubt.COUNTER_BACK, quantity, at, words + ".");
            case JUMPED ->
                watch.note(
                        Doubt.COUNTER_JUMP,
                        quantity,
                        at,
                        words + ", where " + Electrics.figure(possible) + " Wh more can be.");
            case SHARED ->
                watch.note(
                        Doubt.SHARED_ID,
                        quantity,
                        at,
                        words + ": it goes to and fro between two counters, as if two lamps spoke as one.");
            default -> {
                // Nothing odd.
            }
        }
    }
}
