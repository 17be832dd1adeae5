// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.time.Instant;
import org.borough.thing.ThingId;

/** One reading of a container; true is 1, false 0. */
record Heard(ThingId container, Quantity quantity, double value, Instant at, Instant arrived) {

    /** What was read. */
    enum Quantity {
        /** Percent. */
        LEVEL,
        /** Millimetres down to the waste. */
        DISTANCE,
        /** Kilograms inside. */
        WEIGHT,
        /** Kilograms that a truck weighed when it emptied the container. */
        PICKED_UP,
        /** Degrees Celsius inside. */
        TEMPERATURE,
        /** Whether it leans or lies. */
        TILTED,
        /** Whether it burns. */
        FIRE
    }
}
