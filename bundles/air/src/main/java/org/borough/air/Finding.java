// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/**
 * Something about a sensor that an officer should know.
 *
 * @param kind what it is
 * @param sensor whose
 * @param quantity of what: {@code pm25}; empty when of all
 * @param since when it was found
 * @param evidence what was seen, in words and figures
 */
record Finding(Kind kind, String sensor, String quantity, Instant since, String evidence) {

    /** What may be wrong, and what then happens. */
    enum Kind {
        IMPOSSIBLE("Readings outside what the quantity can be are not counted."),
        UNIT("Its hours are not used until the unit is put right."),
        STUCK("Its hours are not used while it does not move."),
        CLOCK("Its readings are not counted while its clock is off."),
        DUPLICATE("The later word of two counts."),
        LATE("Readings that came too late are not counted."),
        MOVED("What it measured before speaks for the old place and is not used any more."),
        SATURATED("No humidity correction is made by it."),
        OUTLIER("This hour is not used for area and sites; the sensor's own value stays in sight."),
        FEW_NEIGHBOURS("Nobody judges its hours; they are used as they are."),
        SILENT("The places that only it speaks for are not seen."),
        REFERENCE("No sensor is fitted to it, nor judged by it."),
        DRIFT("The uncertainty is told with the drift in it; calibrate it anew."),
        RECALIBRATION("Nothing yet: somebody must adopt it, see the calibration page of the sensor.");

        private final String effect;

        Kind(String effect) {
            this.effect = effect;
        }

        /** Whether the hours of the quantity must not be used. */
        boolean excludes() {
            return this == UNIT || this == STUCK || this == OUTLIER || this == REFERENCE;
        }
    }

    ObjectNode json() {
        ObjectNode json =
                Json.object().put("kind", kind.name().toLowerCase(Locale.ROOT)).put("sensor", sensor);
        if (!quantity.isEmpty()) {
            json.put("quantity", quantity);
        }
        return json.put("since", since.toString()).put("evidence", evidence).put("effect", kind.effect);
    }
}
