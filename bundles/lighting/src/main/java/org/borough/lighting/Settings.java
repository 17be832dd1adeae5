// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.borough.thing.BoroughException;
import org.borough.thing.InvalidThingIdException;
import org.borough.thing.ThingId;
import org.borough.twin.Place;

/** Checks the configuration of the service. */
final class Settings {

    static final String PID = "org.borough.lighting";

    private Settings() {}

    static Defaults of(LightingConfig config) {
        Fields fields = new Fields(Json.object()
                .put("latitude", config.latitude())
                .put("longitude", config.longitude())
                .put("tickSeconds", config.tickSeconds())
                .put("decisionCount", config.decisionCount())
                .put("publishSeconds", config.publishSeconds()));
        Place place = new Place(fields.number("latitude", 0, -90, 90), fields.number("longitude", 0, -180, 180));
        fields.number("tickSeconds", 5, 0.1, 60);
        int decisions = (int) fields.number("decisionCount", 50, 1, 500);
        Duration publish = fields.seconds("publishSeconds", 60, 1, 3600);
        refuse(PID, fields.problems());
        return new Defaults(thing(config.thing()), place, zone(config.zone()), decisions, publish);
    }

    /** Stops the activation with everything that is wrong. */
    static void refuse(String pid, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new BoroughException("etc/" + pid + ".cfg: " + String.join(" ", problems));
        }
    }

    private static ThingId thing(String text) {
        try {
            return ThingId.parse(text);
        } catch (InvalidThingIdException e) {
            throw new BoroughException("etc/" + PID + ".cfg: thing: " + e.getMessage(), e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return text.isBlank() ? ZoneId.systemDefault() : ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new BoroughException(
                    "etc/" + PID + ".cfg: zone is '" + text
                            + "'; it must be empty or a zone of the IANA list such as Europe/Berlin.",
                    e);
        }
    }
}
