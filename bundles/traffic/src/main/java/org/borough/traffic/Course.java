// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What happened on one segment in the last week, in steps of five minutes. Bounded. For one thread. */
final class Course {

    /** How long a step is. */
    static final Duration STEP = Duration.ofMinutes(5);

    /** How many steps are kept. */
    static final int KEPT = 2016;

    private static final int PER_HOUR = 12;
    /** Steps that late readings still change. */
    private static final int OPEN = 26;

    private final float[] speeds = new float[KEPT];
    private final float[] flows = new float[KEPT];
    private final float[] occupancies = new float[KEPT];
    private final float[] heavies = new float[KEPT];
    private final NavigableMap<Long, Map<String, Mean>> open = new TreeMap<>();
    private long newest = Long.MIN_VALUE;

    Course() {
        for (float[] all : new float[][] {speeds, flows, occupancies, heavies}) {
            Arrays.fill(all, Float.NaN);
        }
    }

    private static final class Mean {
        private double sum;
        private int count;

        void add(double value) {
            sum += value;
            count++;
        }

        double mean() {
            return sum / count;
        }
    }

    /** The step that an instant is in. */
    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
    }

    /** When a step begins. */
    static Instant start(long step) {
        return Instant.ofEpochSecond(step * STEP.toSeconds());
    }

    /** Takes a reading of a counter; counts of one counter in one step add up. */
    void take(String counter, String quantity, Instant at, double value) {
        long step = step(at);
        advance(step);
        if (step <= newest - OPEN) {
            return;
        }
        Map<String, Mean> means = open.computeIfAbsent(step, any -> new HashMap<>());
        means.computeIfAbsent(quantity + ' ' + counter, any -> new Mean()).add(value);
        write(step, means);
    }

    private void write(long step, Map<String, Mean> means) {
        int at = at(step);
        speeds[at] = (float) mean(means, Quantity.SPEED, false);
        double flow = mean(means, Quantity.FLOW, false);
        flows[at] = (float) (Double.isNaN(flow) ? PER_HOUR * mean(means, Quantity.COUNT, true) : flow);
        occupancies[at] = (float) mean(means, Quantity.OCCUPANCY, false);
        heavies[at] = (float) mean(means, Quantity.HEAVY, false);
    }

    private static double mean(Map<String, Mean> means, String quantity, boolean sums) {
        return means.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(quantity + ' '))
                .mapToDouble(
                        entry -> sums ? entry.getValue().sum : entry.getValue().mean())
                .average()
                .orElse(Double.NaN);
    }

    private void advance(long step) {
        if (step <= newest) {
            return;
        }
        long from = newest == Long.MIN_VALUE ? step : Math.max(newest + 1, step - KEPT + 1);
        for (long fresh = from; fresh <= step; fresh++) {
            clear(at(fresh));
        }
        newest = step;
        open.headMap(step - OPEN).clear();
    }

    private void clear(int at) {
        for (float[] all : new float[][] {speeds, flows, occupancies, heavies}) {
            all[at] = Float.NaN;
        }
    }

    /** What the history knew of a step before the service began; what was heard since counts more. */
    void recall(long step, float speed) {
        advance(step);
        if (step > newest - KEPT && !open.containsKey(step)) {
            speeds[at(step)] = speed;
            flows[at(step)] = Float.NaN;
        }
    }

    private static int at(long step) {
        return (int) Math.floorMod(step, (long) KEPT);
    }

    private double of(float[] all, long step) {
        return step > newest || step <= newest - KEPT ? Double.NaN : all[at(step)];
    }

    double speed(long step) {
        return of(speeds, step);
    }

    double flow(long step) {
        return of(flows, step);
    }

    double occupancy(long step) {
        return of(occupancies, step);
    }

    double heavy(long step) {
        return of(heavies, step);
    }

    /** The latest step that has a speed or a flow, up to one; {@link Long#MIN_VALUE} when there is none within an hour. */
    long heard(long upTo) {
        for (long step = upTo; step > upTo - PER_HOUR; step--) {
            if (!Double.isNaN(speed(step)) || !Double.isNaN(flow(step))) {
                return step;
            }
        }
        return Long.MIN_VALUE;
    }

    /** The first step that anything is known of, or the one given when nothing is. */
    long first(long upTo) {
        for (long step = upTo - KEPT + 1; step < upTo; step++) {
            if (!Double.isNaN(speed(step))) {
                return step;
            }
        }
        return upTo;
    }
}
