// SPDX-License-Identifier: EPL-2.0
package org.borough.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RidgeFitTest {

    private static final double[][] INPUTS = {{0, 1}, {1, 0}, {2, 5}, {3, 1}, {4, 4}, {5, 0}};

    @Property(tries = 200)
    void findsThePlaneThatTheSamplesLieOn(
            @ForAll @DoubleRange(min = -50, max = 50) double intercept,
            @ForAll @DoubleRange(min = -50, max = 50) double first,
            @ForAll @DoubleRange(min = -50, max = 50) double second) {
        LinearModel model = new RidgeFit(0).fit(INPUTS, targets(intercept, first, second));

        assertThat(model.intercept()).isCloseTo(intercept, within(1e-6));
        assertThat(model.weights().get(0)).isCloseTo(first, within(1e-6));
        assertThat(model.weights().get(1)).isCloseTo(second, within(1e-6));
    }

    @Test
    void heavyPenaltyLeavesWhatWasPresumed() {
        LinearModel model = new RidgeFit(1e9).presuming(1, -1).fit(INPUTS, targets(3, 7, 7));

        assertThat(model.weights().get(0)).isCloseTo(1, within(1e-3));
        assertThat(model.weights().get(1)).isCloseTo(-1, within(1e-3));
    }

    @Test
    void meanOfTheSamplesIsKeptUnderAnyPenalty() {
        double[] targets = targets(3, 7, 7);
        LinearModel model = new RidgeFit(100).fit(INPUTS, targets);

        double sum = 0;
        for (int i = 0; i < targets.length; i++) {
            sum += targets[i] - model.at(INPUTS[i]);
        }
        assertThat(sum).isCloseTo(0, within(1e-9));
    }

    @Test
    void unimportantSamplesDoNotCount() {
        double[] targets = targets(3, 7, 7);
        targets[2] = 1e6;
        LinearModel model = new RidgeFit(0).fit(INPUTS, targets, new double[] {1, 1, 0, 1, 1, 1});

        assertThat(model.at(2, 5)).isCloseTo(3 + 14 + 35, within(1e-6));
    }

    @Test
    void oneWildSampleDoesNotSpoilTheLeastAbsoluteFit() {
        double[] targets = targets(3, 7, 7);
        targets[3] = 1e4;
        LinearModel model = new LeastAbsoluteFit(new RidgeFit(0), 1e-3).fit(INPUTS, targets);

        assertThat(model.at(3, 1)).isCloseTo(3 + 21 + 7, within(0.5));
    }

    @Test
    void constantInputGetsNoWeight() {
        double[][] inputs = {{1, 9}, {2, 9}, {3, 9}};
        LinearModel model = new RidgeFit(1e-9).fit(inputs, new double[] {2, 4, 6});

        assertThat(model.at(4, 9)).isCloseTo(8, within(1e-6));
    }

    @Test
    void inputsThatDoNotMatchAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RidgeFit(0).fit(INPUTS, new double[] {1}))
                .withMessageContaining("6, 1 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RidgeFit(0).presuming(1).fit(INPUTS, targets(1, 1, 1)))
                .withMessageContaining("2 inputs");
        assertThatIllegalArgumentException().isThrownBy(() -> new RidgeFit(-1));
    }

    private static double[] targets(double intercept, double first, double second) {
        double[] targets = new double[INPUTS.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = intercept + first * INPUTS[i][0] + second * INPUTS[i][1];
        }
        return targets;
    }
}
