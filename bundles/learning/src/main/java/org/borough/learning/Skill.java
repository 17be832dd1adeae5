// SPDX-License-Identifier: EPL-2.0
package org.borough.learning;

import java.util.List;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Variance;

/**
 * How near estimates came to what was true.
 *
 * @param count how many pairs
 * @param r2 the share of the truth's variance that the estimates explain (coefficient of determination); below 0 when
 *     its mean would have served better; not a number when the truth never varied
 * @param mae mean absolute error, in units of the truth
 * @param rmse root of the mean squared error, in units of the truth
 */
public record Skill(int count, double r2, double mae, double rmse) {

    /** One estimate beside the truth. */
    public record Pair(double truth, double estimate) {

        double error() {
            return estimate - truth;
        }
    }

    /** Compares. */
    public static Skill of(List<Pair> pairs) {
        double squares = mean(
                pairs.stream().mapToDouble(pair -> pair.error() * pair.error()).toArray());
        double variance = Variance.of(pairs.stream().mapToDouble(Pair::truth).toArray())
                .setBiased(true)
                .getAsDouble();
        return new Skill(
                pairs.size(),
                variance > 0 ? 1 - squares / variance : Double.NaN,
                mean(pairs.stream().mapToDouble(pair -> Math.abs(pair.error())).toArray()),
                Math.sqrt(squares));
    }

    private static double mean(double[] values) {
        return Mean.of(values).getAsDouble();
    }
}
