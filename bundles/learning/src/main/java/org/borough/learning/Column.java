// SPDX-License-Identifier: EPL-2.0
package org.borough.learning;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The weighted mean and standard deviation of one column of numbers. */
record Column(double mean, double deviation) {

    static Column of(double[][] rows, int column, double[] importance) {
        return of(
                IntStream.range(0, rows.length)
                        .mapToDouble(row -> rows[row][column])
                        .toArray(),
                importance);
    }

    static Column of(double[] values, double[] importance) {
        double total = Arrays.stream(importance).sum();
        double mean = sum(values.length, i -> importance[i] * values[i]) / total;
        double variance = sum(values.length, i -> importance[i] * (values[i] - mean) * (values[i] - mean)) / total;
        return new Column(mean, Math.sqrt(variance));
    }

    private static double sum(int count, java.util.function.IntToDoubleFunction part) {
        return IntStream.range(0, count).mapToDouble(part).sum();
    }
}
