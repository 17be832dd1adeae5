// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.borough.thing.ThingId;
import org.borough.twin.view.Trees;

/**
 * An event of a twin in Ditto's protocol.
 *
 * @param action created, modified, merged or deleted
 * @param path where, key by key
 * @param value the new value, or what was merged
 */
record ThingEvent(
        ThingId thing, String action, List<String> path, JsonNode value, long revision, Instant at, JsonNode headers) {

    /** An event, if the message is one. */
    static Optional<ThingEvent> of(JsonNode message) {
        String[] topic = message.path("topic").asText("").split("/");
        boolean event =
                topic.length == 6 && topic[2].equals("things") && topic[3].equals("twin") && topic[4].equals("events");
        return event ? Optional.of(of(thing(topic), topic[5], message)) : Optional.empty();
    }

    /** The thing that a topic speaks of. */
    static ThingId thing(String[] topic) {
        return ThingId.parse((topic[0].equals("_") ? "" : topic[0]) + ':' + topic[1]);
    }

    private static ThingEvent of(ThingId thing, String action, JsonNode message) {
        return new ThingEvent(
                thing,
                action,
                keys(message.path("path").asText("/")),
                message.path("value"),
                message.path("revision").asLong(),
                time(message.path("timestamp").asText("")),
                message.path("headers"));
    }

    private static List<String> keys(String pointer) {
        List<String> keys = new ArrayList<>();
        for (String key : pointer.split("/")) {
            if (!key.isEmpty()) {
                keys.add(key.replace("~1", "/").replace("~0", "~"));
            }
        }
        return keys;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException none) {
            return Instant.now();
        }
    }

    boolean endsThing() {
        return action.equals("deleted") && path.isEmpty();
    }

    boolean startsThing() {
        return path.isEmpty() && (action.equals("created") || action.equals("modified"));
    }

    /** What was merged, when it was a merge. */
    Optional<JsonNode> patch() {
        return action.equals("merged") ? Optional.of(value) : Optional.empty();
    }

    /** The thing after this, given the thing before. */
    ObjectNode applied(ObjectNode before) {
        JsonNode patch = action.equals("merged") ? value : MissingNode.getInstance();
        for (int i = path.size() - 1; i >= 0 && action.equals("merged"); i--) {
            patch = Trees.object().set(path.get(i), patch);
        }
        if (action.equals("merged")) {
            return (ObjectNode) Trees.merged(before, patch);
        }
        return startsThing() ? Trees.ownMembers(value) : replaced(before, path, value);
    }

    private ObjectNode replaced(JsonNode before, List<String> keys, JsonNode now) {
        ObjectNode copy = Trees.object();
        if (before instanceof ObjectNode old) {
            copy.setAll(old);
        }
        String key = keys.get(0);
        if (keys.size() > 1) {
            copy.set(key, replaced(copy.path(key), keys.subList(1, keys.size()), now));
        } else if (action.equals("deleted")) {
            copy.remove(key);
        } else {
            copy.set(key, now);
        }
        return copy;
    }
}
