// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
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

    static final ObjectMapper MAPPER = strict(new JsonFactory());

    /** Far less deep than what can be stored and read again: stored trees stand a few levels deeper. */
    private static final int DEEPEST_REQUEST = 100;

    private static final ObjectMapper REQUESTS = strict(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST_REQUEST)
                    .build())
            .build());

    private Json() {}

    private static ObjectMapper strict(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    static JsonNode read(byte[] text) {
        return read(MAPPER, text);
    }

    /** Reads what came from outside: nothing that could not be stored or answered comes through. */
    static JsonNode request(byte[] text) {
        JsonNode node = read(REQUESTS, text);
        demandText(node);
        return node;
    }

    /** Refuses text with half a character in it (an unpaired surrogate): no encoding can write that. */
    private static void demandText(JsonNode node) {
        if (node.isTextual() && !isText(node.textValue())) {
            throw RefusedException.bad("a string holds half a character (an unpaired surrogate like \\ud83d)");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!isText(name)) {
                throw RefusedException.bad("a member's name holds half a character (an unpaired surrogate)");
            }
        });
        node.forEach(Json::demandText);
    }

    static boolean isText(String text) {
        return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    private static JsonNode read(ObjectMapper mapper, byte[] text) {
        try {
            return mapper.readTree(text);
        } catch (StreamConstraintsException e) {
            throw RefusedException.bad("the text is too deep or too large in one place: " + e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw RefusedException.bad("the text is not JSON: " + e.getOriginalMessage() + place(e.getLocation()));
        } catch (IOException e) {
            throw RefusedException.bad("the text is not JSON in UTF-8: " + e.getMessage());
        }
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
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
