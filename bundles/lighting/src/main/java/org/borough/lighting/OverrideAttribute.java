// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.borough.lighting.rules.ManualLevel;
import org.borough.rulebook.Fields;

/** The attribute of a group's thing by which people set a level for all its lamps, for a time. */
final class OverrideAttribute {

    static final String NAME = "override";

    private OverrideAttribute() {}

    /** The level that was asked, or {@link ManualLevel#NONE} and what is wrong with the question. */
    record Parsed(ManualLevel manual, List<String> problems) {}

    /**
     * Reads it.
     *
     * @param touch who set it when, as far as it is known
     * @param usual how long it counts when it does not say
     */
    static Parsed read(JsonNode json, Known.Touch touch, Duration usual) {
        if (json.isMissingNode() || json.isNull()) {
            return new Parsed(ManualLevel.NONE, List.of());
        }
        Fields fields = new Fields(json);
        double level = fields.number("level", 0, 0, 100);
        Duration length = fields.minutes("minutes", usual.toMinutes(), 1, 10_080);
        String reason = fields.text("reason");
        Instant until = touch.at().plus(length);
        fields.require(fields.has("level"), "level is missing; it must be a number from 0 to 100.");
        if (fields.has("until")) {
            until = Times.parse(json.path("until"));
            fields.require(
                    !until.equals(Instant.MIN),
                    "until is " + json.path("until") + "; it must be a time such as 2026-11-21T23:00:00Z.");
        }
        List<String> problems = fields.problems().stream()
                .map(problem -> "attributes/override/" + problem)
                .toList();
        ManualLevel manual = new ManualLevel(level, touch.at(), until, touch.by(), reason, json.toString());
        return new Parsed(problems.isEmpty() ? manual : ManualLevel.NONE, problems);
    }
}
