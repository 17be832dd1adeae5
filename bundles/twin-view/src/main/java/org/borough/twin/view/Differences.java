// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What differs between two things. */
public final class Differences {

    private Differences() {}

    /** The smallest merge patch (RFC 7396) that makes the one into the other. */
    public static ObjectNode patch(JsonNode before, JsonNode after) {
        ObjectNode patch = Trees.object();
        before.fieldNames().forEachRemaining(key -> {
            if (!after.has(key)) {
                patch.putNull(key);
            }
        });
        after.fields().forEachRemaining(field -> {
            JsonNode old = before.path(field.getKey());
            JsonNode now = field.getValue();
            if (old.isObject() && now.isObject()) {
                ObjectNode inside = patch(old, now);
                if (!inside.isEmpty()) {
                    patch.set(field.getKey(), inside);
                }
            } else if (!old.equals(now)) {
                patch.set(field.getKey(), now);
            }
        });
        return patch;
    }

    /** Adds a sentence for all that was asked for and is missing or otherwise; what devices change is left out. */
    public static void describe(String place, JsonNode asked, JsonNode found, List<String> sentences) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = asked.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            String here = place + field.getKey();
            JsonNode there = found.path(field.getKey());
            if (there.isMissingNode()) {
                sentences.add(here + " is missing, asked for was " + field.getValue() + ".");
            } else if (field.getValue().isObject() && there.isObject()) {
                if (!isState(place, field.getKey())) {
                    describe(here + "/", field.getValue(), there, sentences);
                }
            } else if (!field.getValue().equals(there)) {
                sentences.add(here + " is " + there + ", asked for was " + field.getValue() + ".");
            }
        }
    }

    private static boolean isState(String place, String key) {
        return place.startsWith("features/") && (key.equals("properties") || key.equals("desiredProperties"));
    }
}
