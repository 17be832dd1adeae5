// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.forecast;

import java.util.List;
import org.borough.learning.LinearModel;
import org.borough.learning.RidgeFit;

/**
 * What follows a level of one band.
 *
 * @param level the likely level of the next day
 * @param due how likely it is due then
 * @param below the error that a tenth of the samples fell below
 * @param above the error that a tenth of the samples rose above
 */
record BandModel(LinearModel level, LinearModel due, double below, double above) {

    private static final double TAIL = 0.1;
    private static final double PENALTY = 20;

    static BandModel of(LinearModel level, List<Sample> samples) {
        double[] errors = samples.stream()
                .mapToDouble(sample -> sample.next() - level.at(sample.inputs()))
                .sorted()
                .toArray();
        double[] due = samples.stream()
                .mapToDouble(sample -> sample.next() >= Fill.DUE ? 1 : 0)
                .toArray();
        int tail = (int) (TAIL * errors.length);
        return new BandModel(
                level,
                new RidgeFit(PENALTY).fit(Sample.inputs(samples), due),
                errors[tail],
                errors[errors.length - 1 - tail]);
    }

    Forecast at(double[] inputs) {
        double likely = level.at(inputs);
        return new Forecast(
                within(likely, Fill.FULL),
                within(likely + below, Fill.FULL),
                within(likely + above, Fill.FULL),
                within(due.at(inputs), 1));
    }

    private static double within(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }
}
