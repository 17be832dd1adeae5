// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** JSON trees. */
final class Trees {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final double EXACT = 1e15;

    private Trees() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a twin gave a text that is not JSON", e);
        }
    }

    /** The same tree with whole numbers as integers and without null members, so that equal values are equal trees. */
    static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return plain(object);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        double number = node.doubleValue();
        boolean whole = node.isNumber() && number == Math.rint(number) && Math.abs(number) < EXACT;
        return whole ? JsonNodeFactory.instance.numberNode((long) number) : node;
    }

    static ObjectNode plain(ObjectNode object) {
        ObjectNode copy = object();
        object.fields().forEachRemaining(field -> {
            if (!field.getValue().isNull()) {
                copy.set(field.getKey(), plain(field.getValue()));
            }
        });
        return copy;
    }

    /** The merge patch (RFC 7396) that makes the one object into the other. */
    static ObjectNode patch(JsonNode before, JsonNode after) {
        ObjectNode patch = object();
        before.fieldNames().forEachRemaining(key -> {
            if (!after.has(key)) {
                patch.putNull(key);
            }
        });
        after.fields().forEachRemaining(field -> {
            JsonNode old = before.path(field.getKey());
            JsonNode now = field.getValue();
            boolean inside = old.isObject() && now.isObject();
            JsonNode value = inside ? patch(old, now) : now;
            if (inside ? !value.isEmpty() : !plain(old).equals(plain(now))) {
                patch.set(field.getKey(), value);
            }
        });
        return patch;
    }

    /** The numbers of two objects side by side, with their difference. */
    static ObjectNode compared(JsonNode present, JsonNode proposed) {
        ObjectNode both = object();
        for (String key : keys(present, proposed)) {
            JsonNode one = present.path(key);
            JsonNode other = proposed.path(key);
            both.set(
                    key,
                    one.isObject() || other.isObject()
                            ? compared(one, other)
                            : object().put("inForce", one.asDouble())
                                    .put("proposed", other.asDouble())
                                    .put("difference", rounded(other.asDouble() - one.asDouble())));
        }
        return both;
    }

    static Set<String> keys(JsonNode one, JsonNode other) {
        Set<String> keys = new LinkedHashSet<>();
        one.fieldNames().forEachRemaining(keys::add);
        other.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
