// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

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

    /** One decimal. */
    static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** A moment as ISO 8601 writes it; empty where there is none. */
    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The new value, with nulls where the old one had more (RFC 7396). */
    static ObjectNode patch(JsonNode before, ObjectNode after) {
        ObjectNode patch = after.deepCopy();
        if (before == null) {
            return patch;
        }
        before.fields().forEachRemaining(field -> {
            JsonNode now = after.get(field.getKey());
            if (now == null) {
                patch.putNull(field.getKey());
            } else if (now.isObject() && field.getValue().isObject()) {
                patch.set(field.getKey(), patch(field.getValue(), (ObjectNode) now));
            }
        });
        return patch;
    }
}
