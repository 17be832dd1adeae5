// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.borough.thing.BoroughException;

/** JSON trees and the values of the SDK. */
final class Json {

    private final JsonMapper mapper;

    /** Remembers classes that it reads; whoever reads a bundle's classes has one of its own, to go with the bundle. */
    Json() {
        LookupCache<Object, JavaType> types = new LRUMap<>(8, 64);
        this.mapper = JsonMapper.builder()
                .typeFactory(TypeFactory.defaultInstance().withCache(types))
                .addModule(new Jdk8Module())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // Keeps halves of surrogate pairs, which UTF-8 cannot hold.
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
    }

    JsonNode read(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BoroughException("the text is not JSON: " + explain(e), e);
        }
    }

    <T> T read(JsonNode node, Class<T> type) {
        try {
            return mapper.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new BoroughException("the JSON does not fit " + type.getSimpleName() + ": " + explain(e), e);
        }
    }

    <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new BoroughException("the JSON does not fit " + type.getSimpleName() + ": " + explain(e), e);
        }
    }

    <T> T read(byte[] bytes, Class<T> type) {
        return read(new String(bytes, StandardCharsets.UTF_8), type);
    }

    byte[] write(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new BoroughException("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    JsonNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    ObjectNode object() {
        return mapper.createObjectNode();
    }

    /** What stands at a path, segments separated by slashes; a missing node when there is nothing. */
    static JsonNode at(JsonNode root, String path) {
        JsonNode node = root;
        for (String segment : path.split("/", -1)) {
            node = node.isArray() ? node.path(index(segment)) : node.path(segment);
        }
        return node;
    }

    private static int index(String segment) {
        return segment.matches("\\d{1,9}") ? Integer.parseInt(segment) : -1;
    }

    /** Boolean, Long, Double, String, list or map; nothing for null and for what is missing. */
    static Optional<Object> value(JsonNode node) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> Optional.of(node.booleanValue());
            case NUMBER ->
                Optional.of(
                        node.canConvertToLong() && node.isIntegralNumber()
                                ? (Object) node.longValue()
                                : (Object) node.doubleValue());
            case STRING -> Optional.of(node.textValue());
            case ARRAY -> Optional.of(list(node));
            case OBJECT -> Optional.of(map(node));
            default -> Optional.empty();
        };
    }

    private static List<Object> list(JsonNode node) {
        List<Object> items = new ArrayList<>();
        node.forEach(item -> value(item).ifPresent(items::add));
        return items;
    }

    private static Map<String, Object> map(JsonNode node) {
        Map<String, Object> members = new LinkedHashMap<>();
        node.properties().forEach(member -> value(member.getValue()).ifPresent(v -> members.put(member.getKey(), v)));
        return members;
    }

    private static String explain(JsonProcessingException e) {
        String member = e instanceof JsonMappingException mapping ? member(mapping) : "";
        String where = e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return member + e.getOriginalMessage() + where + ".";
    }

    private static String member(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? Integer.toString(part.getIndex()) : part.getFieldName())
                .collect(Collectors.joining("/"));
        return path.isEmpty() ? "" : "at '" + path + "': ";
    }
}
