// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.anomaly;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Tells, reading by reading, how odd a series is: how far its last 8, 12 and 16 readings are from the nearest stretches of
 * the last 3000 readings, beside how far that is usually. Something odd is told once: what follows within 80 readings counts
 * only if it is odder still. For one thread.
 */
public final class AnomalyDetector {

    /** From here on a reading is worth a look. */
    public static final double ODD = 0.5;

    private static final int KEPT = 3000;
    private static final int SPARE = 1000;
    private static final int FIRST = 180;
    private static final int QUIET = 80;
    /** So many deviations are half of the scale. */
    private static final double HALF = 3.9;

    private final List<Lookalikes> lengths = List.of(new Lookalikes(8), new Lookalikes(12), new Lookalikes(16));
    private final float[] series = new float[KEPT + SPARE];
    private final Deque<Double> lately = new ArrayDeque<>();
    private int count;

    /**
     * Takes the next reading.
     *
     * @param reading a finite number
     * @return how odd it is, from 0 to 1
     */
    public double take(double reading) {
        if (count == series.length) {
            System.arraycopy(series, SPARE, series, 0, KEPT);
            count = KEPT;
        }
        series[count] = (float) reading;
        count++;
        if (count < FIRST) {
            return 0;
        }
        double oddness = lengths.stream()
                .mapToDouble(length -> length.oddness(series, count))
                .average()
                .orElse(0);
        return isNews(oddness) && oddness > 0 ? oddness / (oddness + HALF) : 0;
    }

    private boolean isNews(double oddness) {
        boolean news = lately.stream().noneMatch(before -> before >= oddness);
        lately.addLast(oddness);
        if (lately.size() > QUIET) {
            lately.removeFirst();
        }
        return news;
    }
}
