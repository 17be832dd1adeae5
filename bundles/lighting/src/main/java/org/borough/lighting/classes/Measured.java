// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

import java.util.Optional;

/**
 * What is measured on a street now.
 *
 * @param traffic the busiest count that matters; empty when no counter was heard for long enough
 * @param ambient lx around; empty when nobody tells
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Measured(Optional<Count> traffic, Optional<Double> ambient) {

    /** Nothing is. */
    public static final Measured NOTHING = new Measured(Optional.empty(), Optional.empty());

    /** How many passed, scaled to an hour, and who says so. */
    public record Count(String source, double perHour) {}
}
