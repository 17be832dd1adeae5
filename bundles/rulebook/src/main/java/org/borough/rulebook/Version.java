// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One set of rules that came into force.
 *
 * @param number counted from 1
 * @param at when it came into force, in ISO 8601
 * @param how in words: changed, adopted, rolled back
 * @param by the subject who did it
 * @param reason why, as he said; may be empty
 * @param signature author, source and date of the rules
 * @param changed each key that is not as it was in the version before, with {@code from} and {@code to}
 */
record Version(int number, String at, String how, String by, String reason, ObjectNode signature, ObjectNode changed) {

    private static final String[] SIGNATURE = {"author", "source", "date"};

    static ObjectNode signature(JsonNode rules) {
        ObjectNode signature = Trees.object();
        for (String key : SIGNATURE) {
            if (rules.has(key)) {
                signature.set(key, rules.get(key));
            }
        }
        return signature;
    }

    static Version read(JsonNode json) {
        return new Version(
                json.path("version").asInt(),
                json.path("at").asText(),
                json.path("how").asText(),
                json.path("by").asText(),
                json.path("reason").asText(),
                signature(json),
                json.path("changed") instanceof ObjectNode object ? Trees.plain(object) : Trees.object());
    }

    ObjectNode json() {
        ObjectNode json = Trees.object().put("version", number).put("at", at).put("how", how);
        json.put("by", by);
        if (!reason.isEmpty()) {
            json.put("reason", reason);
        }
        json.setAll(signature);
        json.set("changed", changed);
        return json;
    }
}
