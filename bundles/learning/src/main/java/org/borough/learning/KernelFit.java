// SPDX-License-Identifier: EPL-2.0
package org.borough.learning;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Recalls what followed on states like the present one: kernel ridge regression with the exponential kernel, which is the
 * mean of a Gaussian process (Rasmussen and Williams 2006, sections 2.2 and 4.2). The scale of the kernel is the median
 * distance between what it was shown.
 *
 * <p>For one thread.
 */
public final class KernelFit {

    private static final int SAMPLED = 200;

    private final double[][] states;
    private final double[] means;
    private final double scale;
    // What each state says of each output. Kept instead of the kernel and the outputs, which are three times as many
    // numbers.
    private final float[][] weights;

    /**
     * Learns.
     *
     * @param states what was, one row for each sample
     * @param outputs what followed
     * @param noise how little a single sample is believed, above 0: a share of the outputs' own variance
     */
    public KernelFit(double[][] states, double[][] outputs, double noise) {
        if (states.length == 0 || states.length != outputs.length || !(noise > 0)) {
            throw new IllegalArgumentException("A fit needs as many states as outputs and a noise above 0: got "
                    + states.length + ", " + outputs.length + " and " + noise + ".");
        }
        this.states = states;
        this.means = means(outputs);
        this.scale = scale(states);
        this.weights = weights(alike(noise), outputs);
    }

    private DMatrixRMaj alike(double noise) {
        DMatrixRMaj alike = new DMatrixRMaj(states.length, states.length);
        for (int row = 0; row < states.length; row++) {
            for (int column = 0; column < row; column++) {
                double kernel = kernel(states[row], states[column]);
                alike.set(row, column, kernel);
                alike.set(column, row, kernel);
            }
            alike.set(row, row, 1 + noise);
        }
        return alike;
    }

    private float[][] weights(DMatrixRMaj alike, double[][] outputs) {
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(states.length);
        if (!solver.setA(alike)) {
            throw new IllegalArgumentException("The states cannot be told apart; give more noise.");
        }
        DMatrixRMaj beside = new DMatrixRMaj(states.length, means.length);
        for (int row = 0; row < states.length; row++) {
            for (int i = 0; i < means.length; i++) {
                beside.set(row, i, outputs[row][i] - means[i]);
            }
        }
        DMatrixRMaj solved = new DMatrixRMaj(states.length, means.length);
        solver.solve(beside, solved);
        float[][] rows = new float[states.length][means.length];
        for (int row = 0; row < states.length; row++) {
            for (int i = 0; i < means.length; i++) {
                rows[row][i] = (float) solved.get(row, i);
            }
        }
        return rows;
    }

    private static double[] means(double[][] rows) {
        double[] means = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < means.length; i++) {
                means[i] += row[i] / rows.length;
            }
        }
        return means;
    }

    private static double scale(double[][] states) {
        int step = Math.max(1, states.length / SAMPLED);
        double[] distances = new double[states.length * (states.length / step + 1)];
        int count = 0;
        for (int i = 0; i < states.length; i += step) {
            for (int j = 0; j < i; j += step) {
                distances[count++] = distance(states[i], states[j]);
            }
        }
        double[] found = Arrays.copyOf(distances, count);
        Arrays.sort(found);
        return count == 0 || found[count / 2] == 0 ? 1 : found[count / 2];
    }

    private double kernel(double[] one, double[] other) {
        return Math.exp(-distance(one, other) / scale);
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = one[i] - other[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    /** What is to be expected after a state. */
    public double[] at(double... state) {
        double[] out = means.clone();
        for (int row = 0; row < states.length; row++) {
            double near = kernel(state, states[row]);
            for (int i = 0; i < out.length; i++) {
                out[i] += near * weights[row][i];
            }
        }
        return out;
    }
}
