// SPDX-License-Identifier: EPL-2.0
package org.borough.air.calibration;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Several equations that answer by their median. Equations of different terms go wrong in different weather; the median
 * stays with the majority when a season comes that none of them has seen.
 *
 * @param equations at least one
 */
public record Committee(List<Equation> equations) implements Correction {

    /** Keeps its own copy. */
    public Committee {
        equations = List.copyOf(equations);
        if (equations.isEmpty()) {
            throw new IllegalArgumentException("A committee has at least one equation.");
        }
    }

    /**
     * Fits an equation by each recipe; one whose signals are never there together is left out.
     *
     * @throws IllegalArgumentException when none can be fitted
     */
    public static Committee fitted(List<Recipe> recipes, List<Sample> samples) {
        return new Committee(recipes.stream()
                .filter(recipe -> samples.stream().anyMatch(sample -> recipe.fits(sample.observation())))
                .map(recipe -> recipe.equation(samples))
                .toList());
    }

    @Override
    public OptionalDouble concentration(Observation observation) {
        double[] answers = equations.stream()
                .map(equation -> equation.concentration(observation))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        return answers.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Median.withDefaults().evaluate(answers));
    }

    @Override
    public String text() {
        return equations.stream().map(Equation::text).collect(Collectors.joining(";\n", "median of:\n", ""));
    }
}
