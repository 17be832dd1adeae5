// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Rules that somebody proposes.
 *
 * @param id names this proposal over these rules: another wish, or other rules in force, make another id
 * @param rules the whole rule set it comes to
 * @param parsed the same as the service reads it
 * @param problems all that speaks against it
 * @param changed each key that would change, with {@code from} and {@code to}
 */
record Proposal<R>(String id, ObjectNode rules, R parsed, List<String> problems, ObjectNode changed) {

    private static final String REMOVE = "remove";
    private static final String SOURCE = "source";
    private static final int ID_LENGTH = 8;

    /** Reads what was proposed as changes of the rules in force. Who proposes signs himself: the old signature is gone. */
    static <R> Proposal<R> of(JsonNode wish, ObjectNode present, RuleSet<R> set) {
        List<String> problems = new ArrayList<>();
        ObjectNode wanted = merged(wish, present, problems);
        RuleSet.Parsed<R> parsed = set.read(wanted);
        problems.addAll(parsed.problems());
        ObjectNode rules = parsed.valid() ? Trees.plain(set.write(parsed.rules())) : wanted;
        if (parsed.valid()) {
            lowered(rules, present, set, problems);
        }
        return new Proposal<>(
                id(wish, present), rules, parsed.rules(), List.copyOf(problems), Chronicle.changes(present, rules));
    }

    private static ObjectNode merged(JsonNode wish, ObjectNode present, List<String> problems) {
        ObjectNode rules = present.deepCopy();
        rules.remove(List.of("author", SOURCE, "date"));
        if (!wish.isObject()) {
            problems.add("proposal is " + wish + "; it must be an object of the keys to change, with author and date.");
        }
        wish.fields().forEachRemaining(field -> {
            if (field.getKey().equals(REMOVE)) {
                field.getValue().forEach(key -> rules.remove(key.asText()));
            } else if (field.getValue().isNull()) {
                rules.remove(field.getKey());
            } else {
                rules.set(field.getKey(), field.getValue());
            }
        });
        return rules;
    }

    private static <R> void lowered(ObjectNode rules, ObjectNode present, RuleSet<R> set, List<String> problems) {
        for (String key : set.floors()) {
            double before = set.floor(key, present);
            double after = set.floor(key, rules);
            boolean lower = present.has(key) && after < before;
            if (lower && rules.path(SOURCE).asText().isBlank()) {
                problems.add(
                        key + " goes down from " + plain(before) + " to " + plain(after)
                                + ": it protects people, so say on what grounds; add source, such as \"EN 13201-2, class P5\".");
            }
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static String id(JsonNode wish, ObjectNode present) {
        String both = wish + "\n" + present;
        return UUID.nameUUIDFromBytes(both.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, ID_LENGTH);
    }

    boolean valid() {
        return problems.isEmpty();
    }

    /** What the thing shows of it before its dry run. */
    ObjectNode json() {
        ObjectNode json = Trees.object().put("id", id).put("state", valid() ? "rehearsing" : "refused");
        json.setAll(Version.signature(rules));
        json.set("changed", changed);
        problems.forEach(json.withArray("problems")::add);
        return json;
    }
}
