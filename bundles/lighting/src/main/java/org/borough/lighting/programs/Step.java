// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.programs;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One step of a program.
 *
 * @param text when it comes, as it was written
 * @param wanted what the lamps give from then on
 * @param dim what they give when nobody is there, in percent; empty for what the rules say
 * @param fade how long they take to get there
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Step(Moment at, String text, Wanted wanted, Optional<Double> dim, Duration fade) {

    /** What a step asks for. */
    public sealed interface Wanted {}

    /** A level in percent. */
    public record Level(double percent) implements Wanted {}

    /** A lighting class by its name. */
    public record OfClass(String name) implements Wanted {}

    /** The class that comes of other parameters. */
    public record Parameters(Map<String, String> values) implements Wanted {

        /** Keeps its own copy. */
        public Parameters {
            values = Map.copyOf(values);
        }
    }
}
