// SPDX-License-Identifier: EPL-2.0
package org.borough.air.calibration;

import java.util.Locale;
import java.util.OptionalDouble;
import org.borough.learning.LinearModel;

/**
 * A concentration from a sensor's signals.
 *
 * @param recipe its terms
 * @param model their weights
 */
public record Equation(Recipe recipe, LinearModel model) implements Correction {

    @Override
    public OptionalDouble concentration(Observation observation) {
        double[] inputs = recipe.inputs(observation);
        double explained = model.at(inputs);
        return Double.isFinite(explained) ? OptionalDouble.of(recipe.concentration(explained)) : OptionalDouble.empty();
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(number(model.intercept()));
        for (int i = 0; i < recipe.terms().size(); i++) {
            double weight = model.weights().get(i);
            text.append(weight < 0 ? " - " : " + ")
                    .append(number(Math.abs(weight)))
                    .append(" * ")
                    .append(recipe.terms().get(i).text());
        }
        return recipe.root() ? "(" + text + ")^2" : text.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
