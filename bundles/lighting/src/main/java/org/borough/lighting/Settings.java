// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.borough.lighting.rules.RulesJson;
import org.borough.rulebook.Fields;
import org.borough.thing.BoroughException;
import org.borough.thing.InvalidThingIdException;
import org.borough.thing.ThingId;
import org.borough.twin.Place;

/** Checks the configuration of the service. */
final class Settings {

    static final String PID = "org.borough.lighting";

    private Settings() {}

    /** What the file says, checked. */
    record Checked(Defaults defaults, double tickSeconds) {}

    static Checked of(Map<String, Object> file) {
        Fields fields = new Fields(json(file));
        String thing = fields.text("thing");
        String zone = fields.text("zone");
        Place place =
                new Place(fields.number("latitude", 52.5163, -90, 90), fields.number("longitude", 13.3777, -180, 180));
        double tickSeconds = fields.number("tickSeconds", 5, 0.1, 60);
        int decisions = (int) fields.number("decisionCount", 50, 1, 500);
        Duration publish = fields.seconds("publishSeconds", 60, 1, 3600);
        refuse(PID + ".cfg", fields.problems());
        ThingId id = thing(thing.isEmpty() ? "borough:lighting" : thing);
        return new Checked(new Defaults(id, place, zone(zone), decisions, publish), tickSeconds);
    }

    /** The keys of a file, without those that the framework adds. */
    static ObjectNode json(Map<String, Object> file) {
        ObjectNode json = Json.object();
        file.forEach((key, value) -> {
            if (key.indexOf('.') < 0) {
                json.set(key, RulesJson.value(String.valueOf(value)));
            }
        });
        return json;
    }

    /** Stops the activation with everything that is wrong. */
    static void refuse(String file, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new BoroughException("etc/" + file + ": " + String.join(" ", problems));
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
