// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.anomaly;

import java.util.Arrays;

/** How far the last stretch of a series is from its nearest stretches before (k nearest neighbours). For one thread. */
final class Lookalikes {

    private static final int NEIGHBOURS = 27;

    private final int length;
    private final Usual usual = new Usual();

    Lookalikes(int length) {
        this.length = length;
    }

    /** By how many deviations the last stretch is farther from its neighbours than is usual; 0 while too little is known. */
    double oddness(float[] series, int count) {
        int stretches = count - 3 * length + 2;
        return stretches < NEIGHBOURS ? 0 : usual.oddness(distance(series, count, stretches));
    }

    private double distance(float[] series, int count, int stretches) {
        double[] nearest = new double[NEIGHBOURS];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int now = count - length;
        for (int then = 0; then < stretches; then++) {
            double sum = 0;
            for (int i = 0; i < length && sum < nearest[NEIGHBOURS - 1]; i++) {
                double difference = (double) series[now + i] - series[then + i];
                sum += difference * difference;
            }
            insert(nearest, sum);
        }
        return Math.sqrt(Arrays.stream(nearest).average().orElse(0));
    }

    private static void insert(double[] nearest, double squares) {
        int at = NEIGHBOURS - 1;
        if (squares >= nearest[at]) {
            return;
        }
        while (at > 0 && nearest[at - 1] > squares) {
            nearest[at] = nearest[at - 1];
            at--;
        }
        nearest[at] = squares;
    }
}
