// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and writes messages. What a message says beyond what is known here is passed over. */
public final class TalqJson {

    /** The one mapper; it is not to be changed. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(64).build());
    }

    private TalqJson() {}

    /** Reads any JSON; what is wrong is refused with 400 and named. */
    public static JsonNode tree(byte[] text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw malformed("The payload is empty.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw malformed("The payload is no JSON: " + e.getOriginalMessage() + where(e));
        } catch (IOException e) {
            throw malformed("The payload cannot be read: " + e.getMessage());
        }
    }

    /** Reads one entity; what is wrong is refused with 400 and named with its place. */
    public static <T> T as(JsonNode node, Class<T> type) {
        return as(node, MAPPER.constructType(type));
    }

    /** Reads a list of entities; what is wrong is refused with 400 and named with its place. */
    public static <T> List<T> list(JsonNode node, Class<T> type) {
        if (!node.isArray()) {
            throw malformed("The payload must be a list.");
        }
        return List.copyOf(
                TalqJson.<List<T>>as(node, MAPPER.getTypeFactory().constructCollectionType(List.class, type)));
    }

    private static <T> T as(JsonNode node, JavaType type) {
        try {
            T value = MAPPER.readerFor(type).readValue(node);
            if (value == null || value instanceof List<?> list && list.contains(null)) {
                throw malformed("The payload is null, or has a null in its list.");
            }
            return value;
        } catch (JsonMappingException e) {
            throw malformed("The payload is not as defined: " + reason(e) + " at " + path(e) + ".");
        } catch (IOException e) {
            throw malformed("The payload cannot be read: " + e.getMessage());
        }
    }

    private static String reason(JsonMappingException e) {
        Throwable cause = e.getCause();
        boolean ours = cause instanceof IllegalArgumentException && cause.getMessage() != null;
        return ours ? cause.getMessage() : e.getOriginalMessage().replaceAll("`[a-z.]+\\.", "`");
    }

    private static String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "/" + part.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "the top" : path;
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static RefusedException malformed(String description) {
        return RefusedException.of(400, TalqError.PAYLOAD_ERROR, description);
    }

    /** As JSON. */
    public static JsonNode node(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** As booleans, longs, doubles, texts, lists and maps of these, as twins have them; nulls are left out. */
    public static Optional<Object> plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> members = new LinkedHashMap<>();
            node.fields().forEachRemaining(entry -> plain(entry.getValue())
                    .ifPresent(value -> members.put(entry.getKey(), value)));
            return Optional.of(members);
        }
        if (node.isArray()) {
            List<Object> elements = new ArrayList<>();
            node.forEach(element -> plain(element).ifPresent(elements::add));
            return Optional.of(elements);
        }
        if (node.isNumber()) {
            return Optional.of(node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue());
        }
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    /** As bytes of JSON. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
