// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;

/** The latest decisions, newest first, as they stand in a thing. */
final class Diary {

    private final int size;
    private final Deque<JsonNode> entries = new ArrayDeque<>();

    Diary(int size) {
        this.size = size;
    }

    void restore(JsonNode decisions) {
        decisions.forEach(entries::addLast);
        trim();
    }

    void note(ObjectNode decision) {
        entries.addFirst(decision);
        trim();
    }

    ArrayNode json() {
        return JsonNodeFactory.instance.arrayNode().addAll(entries);
    }

    private void trim() {
        while (entries.size() > size) {
            entries.removeLast();
        }
    }
}
