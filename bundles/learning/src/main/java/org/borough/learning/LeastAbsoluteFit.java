// SPDX-License-Identifier: EPL-2.0
package org.borough.learning;

import java.util.stream.IntStream;

/**
 * Fits a {@link LinearModel} so that the sum of absolute errors is small, which a few wild samples cannot spoil: least
 * squares again and again, each sample counting by the inverse of its last error (iteratively reweighted least squares,
 * Schlossmacher 1973).
 *
 * <p>Immutable; callable from any thread.
 */
public final class LeastAbsoluteFit {

    private static final int ROUNDS = 12;

    private final RidgeFit squares;
    private final double near;

    /**
     * Fits in rounds of a least-squares fit.
     *
     * @param squares the fit of one round
     * @param near errors below this count alike, in units of the target, above 0
     */
    public LeastAbsoluteFit(RidgeFit squares, double near) {
        if (!(near > 0)) {
            throw new IllegalArgumentException("Errors count alike below a number above 0, not " + near + ".");
        }
        this.squares = squares;
        this.near = near;
    }

    /** Fits; as {@link RidgeFit#fit(double[][], double[])}. */
    public LinearModel fit(double[][] inputs, double[] targets) {
        LinearModel model = squares.fit(inputs, targets);
        for (int round = 1; round < ROUNDS; round++) {
            model = squares.fit(inputs, targets, importance(model, inputs, targets));
        }
        return model;
    }

    private double[] importance(LinearModel model, double[][] inputs, double[] targets) {
        return IntStream.range(0, targets.length)
                .mapToDouble(i -> 1 / Math.max(near, Math.abs(targets[i] - model.at(inputs[i]))))
                .toArray();
    }
}
