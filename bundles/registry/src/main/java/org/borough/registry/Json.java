// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads and writes JSON the way this bundle wants it: no member twice, nothing after the end. */
final class Json {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    static JsonNode read(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw RefusedException.bad("the text is not JSON: " + e.getOriginalMessage() + " at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw RefusedException.bad("the text is not JSON in UTF-8: " + e.getMessage());
        }
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The members of an object as text, names in lower case; what is no string as its JSON text. */
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.fields()
                .forEachRemaining(member -> texts.put(
                        member.getKey().toLowerCase(Locale.ROOT),
                        member.getValue().isTextual()
                                ? member.getValue().textValue()
                                : member.getValue().toString()));
        return texts;
    }

    static Set<String> set(JsonNode array) {
        Set<String> set = new LinkedHashSet<>();
        array.forEach(element -> set.add(element.asText()));
        return set;
    }

    /** Lays one tree over another: objects are merged, everything else is replaced. */
    static ObjectNode over(ObjectNode base, ObjectNode top) {
        ObjectNode merged = base.deepCopy();
        top.fields().forEachRemaining(member -> {
            JsonNode below = merged.get(member.getKey());
            boolean both = below instanceof ObjectNode && member.getValue() instanceof ObjectNode;
            merged.set(
                    member.getKey(),
                    both
                            ? over((ObjectNode) below, (ObjectNode) member.getValue())
                            : member.getValue().deepCopy());
        });
        return merged;
    }
}
