// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How much light is left. An installation is designed to give its class at the end of its maintenance cycle; until then
 * it gives more, which may be dimmed away.
 *
 * @param factor what is left of the light at the end of the cycle, above 0 to 1
 * @param renewed when it was new or cleaned; empty when nobody said so, then nothing is dimmed away
 * @param months length of the cycle
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Upkeep(double factor, Optional<LocalDate> renewed, double months) {

    private static final double DAYS_A_MONTH = 365.25 / 12;

    /** What is left on a day, falling evenly. */
    public double left(LocalDate day) {
        if (renewed.isEmpty()) {
            return factor;
        }
        double age = Math.max(0, ChronoUnit.DAYS.between(renewed.get(), day)) / DAYS_A_MONTH;
        return Math.max(factor, 1 - (1 - factor) * age / months);
    }
}
