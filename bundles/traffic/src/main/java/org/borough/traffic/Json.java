// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Locale;

/** JSON in and out of things. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final double DECIMALS = 100.0;

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

    /** Two decimals: what a counter of traffic can tell at best. */
    static double rounded(double value) {
        return Math.round(value * DECIMALS) / DECIMALS;
    }

    /** A figure in a sentence. */
    static String words(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Puts a figure under a key; nothing when there is none. */
    static void put(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, rounded(value));
        }
    }
}
