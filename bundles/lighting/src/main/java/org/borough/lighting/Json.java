// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.borough.lighting.rules.ManualLevel;

/** JSON in and out of things. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

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

    /** The value without null members, however deep: what a patch comes to where there is nothing yet. */
    static JsonNode withoutNulls(JsonNode value) {
        if (!value.isObject()) {
            return value;
        }
        ObjectNode copy = object();
        value.fields().forEachRemaining(field -> {
            if (!field.getValue().isNull()) {
                copy.set(field.getKey(), withoutNulls(field.getValue()));
            }
        });
        return copy;
    }

    /** The merge patch that puts one object in the place of another: what only the old one has is taken away. */
    static ObjectNode replacing(JsonNode before, JsonNode after) {
        ObjectNode patch = object();
        before.fieldNames().forEachRemaining(patch::putNull);
        after.fields()
                .forEachRemaining(field -> patch.set(
                        field.getKey(),
                        field.getValue().isObject()
                                ? replacing(before.path(field.getKey()), field.getValue())
                                : field.getValue()));
        return patch;
    }

    static ObjectNode manual(ManualLevel manual) {
        return object().put("level", manual.level())
                .put("since", manual.since().toString())
                .put("until", manual.until().toString())
                .put("by", manual.by())
                .put("reason", manual.reason())
                .put("asked", manual.asked());
    }

    static ManualLevel manual(JsonNode json) {
        Instant until = Times.parse(json.path("until"));
        if (until.equals(Instant.MIN)) {
            return ManualLevel.NONE;
        }
        return new ManualLevel(
                json.path("level").asDouble(),
                Times.parse(json.path("since")),
                until,
                json.path("by").asText(),
                json.path("reason").asText(),
                json.path("asked").asText());
    }
}
