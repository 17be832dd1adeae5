// SPDX-License-Identifier: EPL-2.0
package org.borough.learning;

import java.util.List;

/**
 * A weighted sum of inputs, in the inputs' own units, so that a reader can write it down.
 *
 * @param intercept what comes out when every input is zero
 * @param weights what one unit of each input adds, in the order of the inputs
 */
public record LinearModel(double intercept, List<Double> weights) {

    /** Keeps its own copy. */
    public LinearModel {
        weights = List.copyOf(weights);
    }

    /**
     * What the model says.
     *
     * @throws IllegalArgumentException when there are more or fewer inputs than weights
     */
    public double at(double... inputs) {
        if (inputs.length != weights.size()) {
            throw new IllegalArgumentException(
                    "The model has " + weights.size() + " inputs, but was given " + inputs.length + ".");
        }
        double sum = intercept;
        for (int i = 0; i < inputs.length; i++) {
            sum += weights.get(i) * inputs[i];
        }
        return sum;
    }
}
