// SPDX-License-Identifier: EPL-2.0
package org.borough.learning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * Fits a {@link LinearModel} by least squares with a penalty on leaving what was presumed (ridge regression, Hoerl and
 * Kennard 1970; the presumption is its Bayesian prior mean). The penalty works on inputs brought to mean 0 and standard
 * deviation 1, so that it means the same for every input, and counts like so many samples.
 *
 * <p>Immutable; callable from any thread.
 */
public final class RidgeFit {

    private static final double STILL = 1e-12;

    private final double penalty;
    private final double[] presumed;

    /** Presumes that no input matters. */
    public RidgeFit(double penalty) {
        this(penalty, new double[0]);
    }

    private RidgeFit(double penalty, double[] presumed) {
        if (!(penalty >= 0)) {
            throw new IllegalArgumentException("A penalty is 0 or more, not " + penalty + ".");
        }
        this.penalty = penalty;
        this.presumed = presumed;
    }

    /** The same fit, presuming these weights; one for each input. */
    public RidgeFit presuming(double... weights) {
        return new RidgeFit(penalty, weights.clone());
    }

    /** Fits with every sample counting alike. */
    public LinearModel fit(double[][] inputs, double[] targets) {
        double[] alike = new double[targets.length];
        Arrays.fill(alike, 1);
        return fit(inputs, targets, alike);
    }

    /**
     * Fits.
     *
     * @param inputs one row for each sample, all equally long, every number finite
     * @param targets what was true for each sample
     * @param importance how much each sample counts, 0 or more
     * @throws IllegalArgumentException when there is no sample, or rows and targets do not match
     */
    public LinearModel fit(double[][] inputs, double[] targets, double[] importance) {
        check(inputs, targets, importance);
        int width = inputs[0].length;
        double[] means = new double[width];
        double[] spreads = new double[width];
        for (int column = 0; column < width; column++) {
            Column values = Column.of(inputs, column, importance);
            means[column] = values.mean();
            spreads[column] = Math.max(values.deviation(), STILL);
        }
        double[] prior = prior(width);
        double mean = Column.of(targets, importance).mean();
        double[] solved = solve(inputs, targets, importance, new Scale(means, spreads, mean, prior));
        double[] weights = IntStream.range(0, width)
                .mapToDouble(i -> prior[i] + solved[i] / spreads[i])
                .toArray();
        double offset = IntStream.range(0, width)
                .mapToDouble(i -> weights[i] * means[i])
                .sum();
        return new LinearModel(mean - offset, boxed(weights));
    }

    private double[] prior(int width) {
        return presumed.length == 0 ? new double[width] : presumed;
    }

    private double[] solve(double[][] inputs, double[] targets, double[] importance, Scale scale) {
        int width = inputs[0].length;
        DMatrixRMaj scaled = new DMatrixRMaj(inputs.length, width);
        DMatrixRMaj rest = new DMatrixRMaj(inputs.length, 1);
        for (int row = 0; row < inputs.length; row++) {
            double root = Math.sqrt(importance[row]);
            rest.set(row, 0, root * scale.rest(inputs[row], targets[row]));
            for (int column = 0; column < width; column++) {
                scaled.set(row, column, root * scale.input(inputs[row], column));
            }
        }
        DMatrixRMaj normal = new DMatrixRMaj(width, width);
        CommonOps_DDRM.multInner(scaled, normal);
        double unit = Arrays.stream(importance).average().orElse(1);
        for (int i = 0; i < width; i++) {
            normal.add(i, i, (penalty + STILL * inputs.length) * unit);
        }
        DMatrixRMaj moment = new DMatrixRMaj(width, 1);
        CommonOps_DDRM.multTransA(scaled, rest, moment);
        DMatrixRMaj solution = new DMatrixRMaj(width, 1);
        LinearSolverChol_DDRM solver = new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));
        if (!solver.setA(normal)) {
            throw new IllegalArgumentException("The inputs say the same twice; give a penalty above 0.");
        }
        solver.solve(moment, solution);
        return solution.data;
    }

    private void check(double[][] inputs, double[] targets, double[] importance) {
        if (targets.length == 0 || inputs.length != targets.length || importance.length != targets.length) {
            throw new IllegalArgumentException("A fit needs samples, each with inputs, target and importance: got "
                    + inputs.length + ", " + targets.length + " and " + importance.length + ".");
        }
        if (presumed.length != 0 && presumed.length != inputs[0].length) {
            throw new IllegalArgumentException(
                    presumed.length + " weights are presumed, but there are " + inputs[0].length + " inputs.");
        }
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** How inputs and targets are brought to one scale. */
    private record Scale(double[] means, double[] spreads, double mean, double[] prior) {

        double input(double[] row, int column) {
            return (row[column] - means[column]) / spreads[column];
        }

        double rest(double[] row, double target) {
            double presumed = mean;
            for (int column = 0; column < row.length; column++) {
                presumed += prior[column] * (row[column] - means[column]);
            }
            return target - presumed;
        }
    }
}
