// SPDX-License-Identifier: EPL-2.0
package org.borough.learning;

/**
 * Several weighted sums of the same inputs.
 *
 * <p>Immutable; callable from any thread.
 */
public final class LinearMap {

    private final double[] inputMeans;
    private final double[] outputMeans;
    private final double[] weights;

    /**
     * Takes what was learned.
     *
     * @param weights those of the first output for all inputs, then of the second, and so on
     */
    LinearMap(double[] inputMeans, double[] outputMeans, double[] weights) {
        this.inputMeans = inputMeans.clone();
        this.outputMeans = outputMeans.clone();
        this.weights = weights.clone();
    }

    /**
     * What comes out.
     *
     * @throws IllegalArgumentException when there are more or fewer inputs than were learned from
     */
    public double[] at(double... inputs) {
        int width = inputMeans.length;
        if (inputs.length != width) {
            throw new IllegalArgumentException(
                    "The map has " + width + " inputs, but was given " + inputs.length + ".");
        }
        double[] out = outputMeans.clone();
        for (int row = 0; row < out.length; row++) {
            double sum = 0;
            int from = row * width;
            for (int column = 0; column < width; column++) {
                sum += weights[from + column] * (inputs[column] - inputMeans[column]);
            }
            out[row] += sum;
        }
        return out;
    }
}
