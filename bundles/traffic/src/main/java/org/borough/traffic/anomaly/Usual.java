// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.anomaly;

import java.util.Arrays;

/**
 * What was usual of one figure lately: its median and how it scatters. The figures are kept in their order too, so that none
 * has to be sorted twice. For one thread.
 */
final class Usual {

    private static final int KEPT = 1000;
    private static final int NEEDED = 60;
    /** Makes the median absolute deviation of a normal distribution its standard deviation. */
    private static final double TO_DEVIATION = 1.4826;
    /** So much of the plain deviation counts too, so that a figure that hardly ever moves does not cry at every step. */
    private static final double PLAIN = 0.3;

    private static final double LEAST = 1e-9;

    private final float[] figures = new float[KEPT];
    private final float[] sorted = new float[KEPT];
    private int count;

    /** By how many deviations a figure is above what was usual before it. */
    double oddness(double figure) {
        double oddness = count < NEEDED ? 0 : deviations(figure);
        keep((float) figure);
        return oddness;
    }

    private void keep(float figure) {
        int known = known();
        if (known == KEPT) {
            known--;
            int oldest = Arrays.binarySearch(sorted, 0, KEPT, figures[count % KEPT]);
            System.arraycopy(sorted, oldest + 1, sorted, oldest, known - oldest);
        }
        int found = Arrays.binarySearch(sorted, 0, known, figure);
        int at = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, at, sorted, at + 1, known - at);
        sorted[at] = figure;
        figures[count % KEPT] = figure;
        count++;
    }

    private int known() {
        return Math.min(count, KEPT);
    }

    private double deviations(double figure) {
        double middle = middle();
        return (figure - middle) / (TO_DEVIATION * middleDistance(middle) + PLAIN * plain() + LEAST);
    }

    private double plain() {
        int known = known();
        double sum = 0;
        for (int i = 0; i < known; i++) {
            sum += sorted[i];
        }
        double mean = sum / known;
        double squares = 0;
        for (int i = 0; i < known; i++) {
            squares += (sorted[i] - mean) * (sorted[i] - mean);
        }
        return Math.sqrt(squares / known);
    }

    private double middle() {
        int half = known() / 2;
        return known() % 2 == 0 ? ((double) sorted[half - 1] + sorted[half]) / 2 : sorted[half];
    }

    /** The median distance from the median: from the middle, the nearer neighbour on either side is next. */
    private double middleDistance(double middle) {
        int known = known();
        int right = known / 2;
        int left = right - 1;
        double before = 0;
        double distance = 0;
        for (int taken = 0; taken <= known / 2; taken++) {
            before = distance;
            if (left < 0 || right < known && sorted[right] - middle <= middle - sorted[left]) {
                distance = sorted[right] - middle;
                right++;
            } else {
                distance = middle - sorted[left];
                left--;
            }
        }
        return known % 2 == 0 ? (before + distance) / 2 : distance;
    }
}
