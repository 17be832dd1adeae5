// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.borough.rulebook.Fields;
import org.borough.thing.BoroughException;
import org.borough.thing.InvalidThingIdException;
import org.borough.thing.ThingId;

/**
 * The configuration of the service, checked.
 *
 * @param thing under which id it shows itself
 * @param zone of shifts and days
 * @param mapFile the street map
 * @param tickSeconds between two looks
 */
record Settings(ThingId thing, ZoneId zone, Optional<Path> mapFile, double tickSeconds) {

    private static final String FILE = "etc/org.borough.waste.cfg: ";

    static Settings of(Map<String, Object> file) {
        ObjectNode json = Json.object();
        file.forEach((key, value) -> {
            if (key.indexOf('.') < 0) {
                json.put(key, String.valueOf(value));
            }
        });
        Fields fields = new Fields(json);
        String thing = fields.text("thing");
        String zone = fields.text("zone");
        String map = fields.text("mapFile");
        double tick = fields.number("tickSeconds", 30, 1, 600);
        if (!fields.problems().isEmpty()) {
            throw new BoroughException(FILE + String.join(" ", fields.problems()));
        }
        return new Settings(thing(thing.isEmpty() ? "borough:waste" : thing), zone(zone), map(map), tick);
    }

    private static ThingId thing(String text) {
        try {
            return ThingId.parse(text);
        } catch (InvalidThingIdException e) {
            throw new BoroughException(FILE + "thing: " + e.getMessage(), e);
        }
    }

    private static Optional<Path> map(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Path path = Path.of(text);
        if (!Files.isReadable(path)) {
            throw new BoroughException(
                    FILE + "mapFile is '" + text + "'; it must be empty or a readable file in OSM XML.");
        }
        return Optional.of(path);
    }

    private static ZoneId zone(String text) {
        try {
            return text.isBlank() ? ZoneId.systemDefault() : ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new BoroughException(
                    FILE + "zone is '" + text + "'; it must be empty or a zone of the IANA list such as Europe/Berlin.",
                    e);
        }
    }
}
