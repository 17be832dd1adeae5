// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Optional;

/** JSON for people. */
final class Json {

    static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** The text as JSON, when it is. */
    static Optional<JsonNode> read(String text) {
        try {
            JsonNode node = MAPPER.reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(text);
            return Optional.of(node).filter(json -> !json.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A value as a person types it: JSON where it is JSON, else text. */
    static JsonNode value(String text) {
        return read(text).orElseGet(() -> MAPPER.getNodeFactory().textNode(text));
    }

    /** Puts a value at a path, segments separated by slashes. */
    static void put(ObjectNode object, String path, String text) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            object.set(path, value(text));
            return;
        }
        String first = path.substring(0, slash);
        ObjectNode child = object.get(first) instanceof ObjectNode node ? node : object.putObject(first);
        put(child, path.substring(slash + 1), text);
    }

    static String pretty(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("values of a listing cannot be written", e);
        }
    }
}
