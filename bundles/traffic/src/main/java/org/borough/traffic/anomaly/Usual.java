// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.anomaly;

import java.util.Arrays;

/** What was usual of one figure lately: its median and how it scatters. For one thread. */
final class Usual {

    private static final int KEPT = 1000;
    private static final int NEEDED = 60;
    /** Makes the median absolute deviation of a normal distribution its standard deviation. */
    private static final double TO_DEVIATION = 1.4826;
    /** So much of the plain deviation counts too, so that a figure that hardly ever moves does not cry at every step. */
    private static final double PLAIN = 0.3;

    private static final double LEAST = 1e-9;

    private final double[] figures = new double[KEPT];
    private int count;

    /** By how many deviations a figure is above what was usual before it. */
    double oddness(double figure) {
        double oddness = count < NEEDED ? 0 : deviations(figure);
        figures[count % KEPT] = figure;
        count++;
        return oddness;
    }

    private double deviations(double figure) {
        double[] known = Arrays.copyOf(figures, Math.min(count, KEPT));
        double mean = Arrays.stream(known).average().orElse(0);
        double variance = Arrays.stream(known)
                .map(one -> (one - mean) * (one - mean))
                .average()
                .orElse(0);
        double middle = median(known);
        for (int i = 0; i < known.length; i++) {
            known[i] = Math.abs(known[i] - middle);
        }
        return (figure - middle) / (TO_DEVIATION * median(known) + PLAIN * Math.sqrt(variance) + LEAST);
    }

    private static double median(double... values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 0 ? (values[half - 1] + values[half]) / 2 : values[half];
    }
}
