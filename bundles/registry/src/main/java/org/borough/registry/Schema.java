// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
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
