// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import org.borough.lighting.rules.Rules;

/** Whose rules were in force, newest first. */
final class Versions {

    private static final int SIZE = 10;

    private final Deque<JsonNode> entries = new ArrayDeque<>();

    void restore(JsonNode versions) {
        entries.clear();
        versions.forEach(entries::addLast);
    }

    /** Notes rules that came into force, unless they are by the same author, source and date as those before. */
    void note(Rules.Authorship authorship) {
        ObjectNode version = JsonNodeFactory.instance
                .objectNode()
                .put("author", authorship.author())
                .put("source", authorship.source())
                .put("date", authorship.date());
        if (version.equals(entries.peekFirst())) {
            return;
        }
        entries.addFirst(version);
        while (entries.size() > SIZE) {
            entries.removeLast();
        }
    }

    ArrayNode json() {
        return JsonNodeFactory.instance.arrayNode().addAll(entries);
    }
}
