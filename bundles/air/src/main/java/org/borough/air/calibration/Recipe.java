// SPDX-License-Identifier: EPL-2.0
package org.borough.air.calibration;

import java.util.Arrays;
import java.util.List;
import org.borough.learning.RidgeFit;

/**
 * How an equation is made.
 *
 * @param name what it is called
 * @param terms its inputs
 * @param root whether it explains the root of the concentration, whose errors grow less with the concentration
 * @param fit how its weights are found
 */
public record Recipe(String name, List<Term> terms, boolean root, RidgeFit fit) {

    /** Keeps its own copy. */
    public Recipe {
        terms = List.copyOf(terms);
    }

    /** The inputs of the equation for an observation. */
    double[] inputs(Observation observation) {
        return terms.stream()
                .mapToDouble(term -> term.value().applyAsDouble(observation))
                .toArray();
    }

    /** Whether every input is there. */
    boolean fits(Observation observation) {
        return Arrays.stream(inputs(observation)).allMatch(Double::isFinite);
    }

    /**
     * Finds the weights.
     *
     * @throws IllegalArgumentException when no sample has every signal that the terms need
     */
    public Equation equation(List<Sample> samples) {
        List<Sample> whole = samples.stream()
                .filter(sample -> fits(sample.observation()) && Double.isFinite(sample.reference()))
                .toList();
        if (whole.isEmpty()) {
            throw new IllegalArgumentException("No sample has every signal that the equation " + name + " needs: "
                    + String.join(", ", terms.stream().map(Term::text).toList()) + ".");
        }
        double[][] inputs =
                whole.stream().map(sample -> inputs(sample.observation())).toArray(double[][]::new);
        double[] targets =
                whole.stream().mapToDouble(sample -> scaled(sample.reference())).toArray();
        return new Equation(this, fit.fit(inputs, targets));
    }

    private double scaled(double concentration) {
        return root ? Math.sqrt(Math.max(0, concentration)) : concentration;
    }

    /** The concentration for what the equation explains. */
    double concentration(double explained) {
        double positive = Math.max(0, explained);
        return root ? positive * positive : positive;
    }
}
