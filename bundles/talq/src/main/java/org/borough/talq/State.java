// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A state of an actuator.
 *
 * @param name its type, for example {@code LevelState}
 * @param value what it is; levels are whole percents
 */
public record State(String name, JsonNode value) {

    private static final String LEVEL = "LevelState";

    /** Checks the type, and the value of a level. */
    public State {
        Required.there(name, "name");
        if (name.equals(LEVEL)
                && (value == null
                        || !value.isIntegralNumber()
                        || !value.canConvertToInt()
                        || value.asInt() < 0
                        || value.asInt() > 100)) {
            throw new IllegalArgumentException(
                    "'value' is " + value + "; a LevelState has a whole number from 0 to 100");
        }
    }

    /** A level, rounded to whole percents. */
    public static State level(double percent) {
        return new State(LEVEL, TalqJson.node(Math.max(0, Math.min(100, Math.round(percent)))));
    }

    /** Whether it is a level. */
    public boolean isLevel() {
        return name.equals(LEVEL);
    }

    /** The level in percent. */
    public double percent() {
        return value.asDouble();
    }
}
