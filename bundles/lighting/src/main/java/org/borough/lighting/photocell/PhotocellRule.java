// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.photocell;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.borough.rulebook.Fields;
import org.borough.thing.ThingId;

/**
 * How photocells tell a group when it is night.
 *
 * @param sensors the cells; their median counts
 * @param onLux at or below it lamps come on
 * @param offLux at or above it they go off
 * @param minimum how long it must be so
 * @param silence after which a cell is not believed any more
 * @param tolerance how far from the sun's dusk and dawn a cell is believed
 */
public record PhotocellRule(
        List<ThingId> sensors, double onLux, double offLux, Duration minimum, Duration silence, Duration tolerance) {

    /** The key of it in rules. */
    public static final String KEY = "photocell";

    /** Keeps its own copy. */
    public PhotocellRule {
        sensors = List.copyOf(sensors);
    }

    /** Reads it from the rules of a group. */
    public static Optional<PhotocellRule> read(Fields fields) {
        return fields.inside(KEY, inner -> {
            double on = inner.number("onLux", 35, 0.1, 1000);
            double off = inner.number("offLux", 2 * on, 0.1, 5000);
            List<ThingId> sensors = inner.things("sensors");
            inner.require(!sensors.isEmpty(), "sensors is missing; it must list the cells.");
            inner.require(off > on, "offLux must be above onLux: else lamps go on and off in turn at dusk.");
            return new PhotocellRule(
                    sensors,
                    on,
                    off,
                    inner.minutes("minimumMinutes", 5, 0, 60),
                    inner.minutes("silenceMinutes", 60, 1, 1440),
                    inner.minutes("toleranceMinutes", 45, 5, 240));
        });
    }
}
