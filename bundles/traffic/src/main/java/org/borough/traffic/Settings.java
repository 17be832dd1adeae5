// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.borough.rulebook.Fields;
import org.borough.thing.BoroughException;
import org.borough.thing.InvalidThingIdException;
import org.borough.thing.ThingId;

/**
 * The configuration of the service, checked.
 *
 * @param thing under which id it shows itself
 * @param tickSeconds between two looks
 * @param decisions how many decisions an area shows
 */
record Settings(ThingId thing, double tickSeconds, int decisions) {

    private static final String FILE = "etc/org.borough.traffic.cfg: ";

    static Settings of(Map<String, Object> file) {
        ObjectNode json = Json.object();
        file.forEach((key, value) -> {
            if (key.indexOf('.') < 0) {
                json.put(key, String.valueOf(value));
            }
        });
        Fields fields = new Fields(json);
        String thing = fields.text("thing");
        double tick = fields.number("tickSeconds", 15, 1, 300);
        int decisions = fields.whole("decisionCount", 50, 1, 500);
        if (!fields.problems().isEmpty()) {
            throw new BoroughException(FILE + String.join(" ", fields.problems()));
        }
        try {
            return new Settings(ThingId.parse(thing.isEmpty() ? "borough:traffic" : thing), tick, decisions);
        } catch (InvalidThingIdException e) {
            throw new BoroughException(FILE + "thing: " + e.getMessage(), e);
        }
    }
}
