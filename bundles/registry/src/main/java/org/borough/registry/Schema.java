// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a JSON value must look like. Strict: an object has no members but those that are named. */
@FunctionalInterface
interface Schema {

    Schema BOOLEAN = kind("a boolean", JsonNode::isBoolean);
    Schema TEXT = kind("a string", JsonNode::isTextual);
    Schema INTEGER = kind("an integer", JsonNode::isIntegralNumber);
    Schema OBJECT = kind("an object", JsonNode::isObject);
    Schema TEXTS = list(TEXT);
    Schema INSTANT = (path, value) -> {
        TEXT.check(path, value);
        try {
            int year =
                    Secret.instant(value.textValue()).atOffset(ZoneOffset.UTC).getYear();
            if (year >= 1 && year <= 9999) {
                return;
            }
        } catch (DateTimeException e) {
            // Told below, like a year that most others could not read.
        }
        throw RefusedException.bad("member [" + path + "] must be a time like 2026-01-31T12:00:00Z");
    };
    /** A limit, -1 for none. */
    Schema LIMIT = integer(-1, Long.MAX_VALUE);

    /**
     * Checks a value.
     *
     * @param path where the value stands, for the message
     * @throws RefusedException with status 400
     */
    void check(String path, JsonNode value);

    static Schema kind(String name, Predicate<JsonNode> test) {
        return (path, value) -> {
            if (!test.test(value)) {
                throw RefusedException.bad("member [" + path + "] must be " + name);
            }
        };
    }

    /** A whole number in a range. */
    static Schema integer(long least, long most) {
        return (path, value) -> {
            INTEGER.check(path, value);
            if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
                throw RefusedException.bad("member [" + path + "] must be an integer from " + least + " to " + most);
            }
        };
    }

    /** One of some words. */
    static Schema oneOf(String... words) {
        return (path, value) -> {
            if (!value.isTextual() || !List.of(words).contains(value.textValue())) {
                throw RefusedException.bad("member [" + path + "] must be one of " + List.of(words));
            }
        };
    }

    /** An object in which every member looks like this. */
    static Schema map(Schema each) {
        return (path, value) -> {
            OBJECT.check(path, value);
            value.fields().forEachRemaining(member -> each.check(path + "/" + member.getKey(), member.getValue()));
        };
    }

    /** Refuses a time of validity that ends before it begins. */
    static void inOrder(String path, JsonNode node) {
        if (node.has("not-before")
                && node.has("not-after")
                && Secret.instant(node.get("not-before").textValue())
                        .isAfter(Secret.instant(node.get("not-after").textValue()))) {
            throw RefusedException.bad("member [" + path + "/not-after] must not be before [not-before]");
        }
    }

    static Schema list(Schema element) {
        return (path, value) -> {
            kind("an array", JsonNode::isArray).check(path, value);
            int index = 0;
            for (JsonNode each : value) {
                element.check(path + "/" + index++, each);
            }
        };
    }

    /** An object with these members and no others. */
    static Schema object(Map<String, Schema> members, String... required) {
        Map<String, Schema> known = new TreeMap<>(members);
        return (path, value) -> {
            OBJECT.check(path.isEmpty() ? "/" : path, value);
            value.fields().forEachRemaining(member -> {
                String where = path.isEmpty() ? member.getKey() : path + "/" + member.getKey();
                Schema schema = known.get(member.getKey());
                if (schema == null) {
                    throw RefusedException.bad("unknown member [" + where + "]; allowed are " + known.keySet());
                }
                schema.check(where, member.getValue());
            });
            for (String name : required) {
                if (!value.hasNonNull(name)) {
                    throw RefusedException.bad(
                            "member [" + (path.isEmpty() ? name : path + "/" + name) + "] is missing");
                }
            }
        };
    }
}
