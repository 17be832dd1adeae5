// SPDX-License-Identifier: EPL-2.0
package org.borough.air.index;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** How hourly means become the one number that a table is about. Hours are given latest first, NaN where missing. */
public enum Averaging {
    /** The latest hour. */
    HOUR("1h", 1),
    /** The mean of the last eight hours, of which six must be there. */
    EIGHT_HOURS("8h", 8),
    /** The mean of the last 24 hours, of which 18 must be there. */
    DAY("24h", 24),
    /** EPA's NowCast of the last twelve hours, of the latest three of which two must be there. */
    NOWCAST("nowcast", 12);

    private static final double ENOUGH = 0.75;
    private static final int NEW_HOURS = 3;
    private static final int NEW_HOURS_NEEDED = 2;
    private static final double LEAST_WEIGHT = 0.5;

    private final String key;
    private final int hours;

    Averaging(String key, int hours) {
        this.key = key;
        this.hours = hours;
    }

    /** Its name in tables and rules. */
    public String key() {
        return key;
    }

    /** How far back it looks. */
    public int hours() {
        return hours;
    }

    /** The number; empty when too many hours are missing. */
    public OptionalDouble of(double... latestFirst) {
        double[] window = Arrays.copyOf(latestFirst, Math.min(hours, latestFirst.length));
        return this == NOWCAST ? nowCast(window) : mean(window);
    }

    private OptionalDouble mean(double... window) {
        double[] there = Arrays.stream(window).filter(Double::isFinite).toArray();
        return there.length >= ENOUGH * hours ? Arrays.stream(there).average() : OptionalDouble.empty();
    }

    /** Technical Assistance Document EPA-454/B-24-002: the weight is min over max, but not below one half. */
    private static OptionalDouble nowCast(double... window) {
        long fresh =
                Arrays.stream(window).limit(NEW_HOURS).filter(Double::isFinite).count();
        if (fresh < NEW_HOURS_NEEDED) {
            return OptionalDouble.empty();
        }
        double most = Arrays.stream(window).filter(Double::isFinite).max().orElse(0);
        double least = Arrays.stream(window).filter(Double::isFinite).min().orElse(0);
        double weight = most <= 0 ? 1 : Math.max(LEAST_WEIGHT, least / most);
        int[] there = IntStream.range(0, window.length)
                .filter(i -> Double.isFinite(window[i]))
                .toArray();
        double sum = Arrays.stream(there)
                .mapToDouble(i -> Math.pow(weight, i) * window[i])
                .sum();
        double weights =
                Arrays.stream(there).mapToDouble(i -> Math.pow(weight, i)).sum();
        return OptionalDouble.of(sum / weights);
    }
}
