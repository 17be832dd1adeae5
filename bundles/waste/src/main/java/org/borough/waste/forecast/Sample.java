// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.forecast;

import java.util.List;

/** One day that was followed by another. */
record Sample(int band, double[] inputs, double next) {

    static double[][] inputs(List<Sample> samples) {
        return samples.stream().map(Sample::inputs).toArray(double[][]::new);
    }

    static double[] targets(List<Sample> samples) {
        return samples.stream().mapToDouble(Sample::next).toArray();
    }
}
