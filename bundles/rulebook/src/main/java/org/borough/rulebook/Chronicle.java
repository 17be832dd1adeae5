// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All versions that are kept, newest first. Only the rules of the newest are held in full; older ones come from undoing
 * what was changed since, so that fifty versions fit into a thing beside everything else.
 */
record Chronicle(ObjectNode rules, List<Version> versions) {

    /** How many versions are kept. */
    static final int KEPT = 50;

    /** A thing of Ditto may have 100 kB; versions take a quarter of it at most. */
    static final int CHARACTERS = 25_000;

    Chronicle {
        versions = List.copyOf(versions);
    }

    static Chronicle read(JsonNode page) {
        List<Version> versions = new ArrayList<>();
        page.path("versions").forEach(version -> versions.add(Version.read(version)));
        ObjectNode rules = page.path("rules") instanceof ObjectNode object ? Trees.plain(object) : Trees.object();
        return new Chronicle(rules, versions);
    }

    boolean isEmpty() {
        return versions.isEmpty();
    }

    int current() {
        return versions.isEmpty() ? 0 : versions.get(0).number();
    }

    /** The number of the oldest version that can be gone back to. */
    int oldest() {
        return versions.isEmpty() ? 0 : versions.get(versions.size() - 1).number();
    }

    /** The rules of a version, if it is kept. */
    Optional<ObjectNode> rulesOf(int number) {
        ObjectNode past = rules.deepCopy();
        for (Version version : versions) {
            if (version.number() == number) {
                return Optional.of(past);
            }
            undo(past, version.changed());
        }
        return Optional.empty();
    }

    private static void undo(ObjectNode rules, ObjectNode changed) {
        changed.fields().forEachRemaining(change -> {
            if (change.getValue().has("from")) {
                rules.set(change.getKey(), change.getValue().get("from"));
            } else {
                rules.remove(change.getKey());
            }
        });
    }

    /** The versions with one more. */
    Chronicle with(ObjectNode next, String at, Act act) {
        List<Version> longer = new ArrayList<>();
        longer.add(new Version(
                current() + 1,
                at,
                act.how(),
                act.by(),
                act.reason(),
                Version.signature(next),
                isEmpty() ? Trees.object() : changes(rules, next)));
        longer.addAll(versions);
        return new Chronicle(next, bounded(longer));
    }

    private static List<Version> bounded(List<Version> versions) {
        int characters = 0;
        int count = 0;
        while (count < versions.size() && count < KEPT) {
            characters += versions.get(count).json().toString().length();
            if (characters > CHARACTERS && count > 0) {
                break;
            }
            count++;
        }
        return versions.subList(0, count);
    }

    /** Each key that differs, with what it was and what it is. */
    static ObjectNode changes(JsonNode before, JsonNode after) {
        ObjectNode changes = Trees.object();
        for (String key : Trees.keys(before, after)) {
            JsonNode from = Trees.plain(before.path(key));
            JsonNode to = Trees.plain(after.path(key));
            if (!from.equals(to)) {
                ObjectNode change = changes.putObject(key);
                put(change, "from", from);
                put(change, "to", to);
            }
        }
        return changes;
    }

    private static void put(ObjectNode change, String key, JsonNode value) {
        if (!value.isMissingNode()) {
            change.set(key, value);
        }
    }

    ArrayNode json() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        versions.forEach(version -> json.add(version.json()));
        return json;
    }

    /** How rules came into force, who did it, and why. */
    record Act(String how, String by, String reason) {}
}
