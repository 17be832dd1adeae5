// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.forecast;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The unit that a network is learned in.
 *
 * @param zero what counts as 0
 * @param size what counts as 1
 */
record Unit(double zero, double size) {

    /** Mean 0, standard deviation 1 over all sensors and steps. */
    static Unit of(double[][] rows) {
        double mean = Stream.of(rows).flatMapToDouble(Arrays::stream).average().orElse(0);
        double variance = Stream.of(rows)
                .flatMapToDouble(Arrays::stream)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        return new Unit(mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    double[][] scaled(double[][] rows) {
        return Stream.of(rows)
                .map(row ->
                        Arrays.stream(row).map(value -> (value - zero) / size).toArray())
                .toArray(double[][]::new);
    }

    double[] back(double[] scaled) {
        return Arrays.stream(scaled).map(value -> value * size + zero).toArray();
    }
}
