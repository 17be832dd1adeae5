// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.util.OptionalDouble;
import org.borough.twin.Twin;

/**
 * The measures of a container, from the attribute {@code container} of its thing.
 *
 * @param emptyMm what the sensor measures down to the empty floor; 0 when unknown
 * @param fullMm what it measures when the container is full
 * @param litres how much it holds
 * @param kgPerLitre what a litre of its waste weighs
 * @param daysToFull in how many days it fills, where nobody measures
 */
record Geometry(double emptyMm, double fullMm, double litres, double kgPerLitre, double daysToFull) {

    private static final double LITRES = 1100;
    private static final double KG_PER_LITRE = 0.1;
    private static final double DAYS = 7;

    static Geometry of(Twin twin) {
        return new Geometry(
                number(twin, "emptyMm", 0),
                number(twin, "fullMm", 0),
                number(twin, "litres", LITRES),
                number(twin, "kgPerLitre", KG_PER_LITRE),
                number(twin, "daysToFull", DAYS));
    }

    private static double number(Twin twin, String key, double fallback) {
        return twin.attribute("container/" + key, Double.class)
                .filter(value -> value >= 0 && Double.isFinite(value))
                .orElse(fallback);
    }

    /** The level in percent that a distance means; empty when the measures do not say. */
    OptionalDouble levelOfDistance(double millimetres) {
        if (emptyMm <= fullMm) {
            return OptionalDouble.empty();
        }
        double level = 100 * (emptyMm - millimetres) / (emptyMm - fullMm);
        return OptionalDouble.of(Math.max(0, Math.min(100, level)));
    }

    /** What it weighs inside when it is full. */
    double fullKg() {
        return Math.max(1, litres * kgPerLitre);
    }

    /** The level in percent that a weight means; more than full is full. */
    double levelOfWeight(double kilograms) {
        return Math.max(0, Math.min(100, 100 * kilograms / fullKg()));
    }
}
