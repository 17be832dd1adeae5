// SPDX-License-Identifier: EPL-2.0
package org.borough.learning;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * All that a ridge regression of several outputs must know of its samples: their sums and sums of products. Moments of
 * different samples add up, so that those who hold samples need not show them.
 *
 * <p>Immutable; callable from any thread.
 */
public final class Moments {

    private final int inputs;
    private final int outputs;
    private final double[] sums;

    private Moments(int inputs, int outputs, double[] sums) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.sums = sums;
    }

    /** Gathers samples, one row each. */
    public static Moments of(double[][] inputs, double[][] outputs) {
        if (inputs.length == 0 || inputs.length != outputs.length) {
            throw new IllegalArgumentException("A fit needs samples, each with inputs and outputs: got " + inputs.length
                    + " and " + outputs.length + ".");
        }
        DMatrixRMaj left = new DMatrixRMaj(with1(inputs));
        DMatrixRMaj right = new DMatrixRMaj(outputs);
        DMatrixRMaj square = new DMatrixRMaj(left.numCols, left.numCols);
        CommonOps_DDRM.multInner(left, square);
        DMatrixRMaj product = new DMatrixRMaj(left.numCols, right.numCols);
        CommonOps_DDRM.multTransA(left, right, product);
        double[] sums = new double[square.data.length + product.data.length];
        System.arraycopy(square.data, 0, sums, 0, square.data.length);
        System.arraycopy(product.data, 0, sums, square.data.length, product.data.length);
        return new Moments(left.numCols - 1, right.numCols, sums);
    }

    private static double[][] with1(double[][] rows) {
        double[][] longer = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            longer[row] = new double[rows[row].length + 1];
            longer[row][0] = 1;
            System.arraycopy(rows[row], 0, longer[row], 1, rows[row].length);
        }
        return longer;
    }

    /** Moments out of their numbers. */
    public static Moments of(int inputs, int outputs, double[] sums) {
        if (sums.length != size(inputs, outputs)) {
            throw new IllegalArgumentException("Moments of " + inputs + " inputs and " + outputs + " outputs are "
                    + size(inputs, outputs) + " numbers, not " + sums.length + ".");
        }
        return new Moments(inputs, outputs, sums.clone());
    }

    /** How many numbers they are. */
    public static int size(int inputs, int outputs) {
        return (inputs + 1) * (inputs + 1 + outputs);
    }

    /** The numbers. */
    public double[] sums() {
        return sums.clone();
    }

    /** Those of both. */
    public Moments plus(Moments other) {
        double[] all = sums();
        for (int i = 0; i < all.length; i++) {
            all[i] += other.sums[i];
        }
        return of(inputs, outputs, all);
    }

    /** How many samples they are of. */
    public double count() {
        return sums[0];
    }

    /**
     * Fits by least squares with a penalty on every weight (ridge regression, Hoerl and Kennard 1970), in the inputs' own
     * units: bring them to one scale before.
     *
     * @param penalty above 0
     */
    public LinearMap fit(double penalty) {
        int width = inputs + 1;
        double[] inputMeans = IntStream.range(0, inputs)
                .mapToDouble(i -> sums[i + 1] / count())
                .toArray();
        double[] outputMeans = IntStream.range(0, outputs)
                .mapToDouble(i -> sums[width * width + i] / count())
                .toArray();
        DMatrixRMaj normal = new DMatrixRMaj(inputs, inputs);
        DMatrixRMaj moment = new DMatrixRMaj(inputs, outputs);
        for (int row = 0; row < inputs; row++) {
            for (int column = 0; column < inputs; column++) {
                double square = sums[(row + 1) * width + column + 1];
                normal.set(row, column, square - count() * inputMeans[row] * inputMeans[column]);
            }
            normal.add(row, row, penalty);
            for (int column = 0; column < outputs; column++) {
                double product = sums[width * width + (row + 1) * outputs + column];
                moment.set(row, column, product - count() * inputMeans[row] * outputMeans[column]);
            }
        }
        return new LinearMap(inputMeans, outputMeans, solved(normal, moment));
    }

    private static double[] solved(DMatrixRMaj normal, DMatrixRMaj moment) {
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(normal.numRows);
        DMatrixRMaj solution = new DMatrixRMaj(moment.numRows, moment.numCols);
        if (!solver.setA(normal)) {
            throw new IllegalArgumentException("The inputs say the same twice; give a penalty above 0.");
        }
        solver.solve(moment, solution);
        DMatrixRMaj turned = new DMatrixRMaj(moment.numCols, moment.numRows);
        CommonOps_DDRM.transpose(solution, turned);
        return turned.data;
    }
}
