// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.thing.BoroughException;

/** Values of the SDK as JSON and back: scalars, lists, string-keyed maps and records of these. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static ObjectNode object(String text) {
        if (read(text) instanceof ObjectNode object) {
            return object;
        }
        throw new BoroughException("not a JSON object: " + text);
    }

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BoroughException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = MAPPER.createObjectNode();
            map.forEach((name, member) -> object.set(name.toString(), node(member)));
            return object;
        }
        if (value instanceof List<?> list) {
            var array = MAPPER.createArrayNode();
            list.forEach(item -> array.add(node(item)));
            return array;
        }
        return value instanceof Record record ? node(members(record)) : MAPPER.valueToTree(value);
    }

    private static Map<String, Object> members(Record record) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = component(record, component);
            if (!(value instanceof Optional<?> optional)) {
                members.put(component.getName(), value);
            } else if (optional.isPresent()) {
                members.put(component.getName(), optional.get());
            }
        }
        return members;
    }

    static Object component(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new BoroughException("cannot read " + component.getName() + " of " + record, e);
        }
    }

    /** The value as the SDK shows it: Boolean, Long, Double, String, list or map; nothing for null and missing. */
    static Optional<Object> value(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? Optional.empty() : Optional.of(present(node));
    }

    private static Object present(JsonNode node) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                node.forEach(item -> value(item).ifPresent(items::add));
                yield List.copyOf(items);
            }
            case OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                node.properties().forEach(member -> value(member.getValue())
                        .ifPresent(value -> members.put(member.getKey(), value)));
                yield members;
            }
            default -> node.asText();
        };
    }

    private static Object number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        return node.doubleValue();
    }

    static <T> Optional<T> as(Class<T> type, JsonNode node) {
        if (type.isRecord() && node.isObject()) {
            return Optional.of(record(type, node));
        }
        return value(node).flatMap(value -> org.borough.thing.Values.as(type, value));
    }

    static <T> T record(Class<T> type, JsonNode node) {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new BoroughException(
                    "the JSON does not fit " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode at(JsonNode root, String path) {
        JsonNode node = root;
        for (String segment : path.split("/")) {
            node = node instanceof ObjectNode || node.isArray() ? child(node, segment) : NullNode.getInstance();
        }
        return node;
    }

    private static JsonNode child(JsonNode node, String segment) {
        boolean index = node.isArray() && segment.matches("\\d+");
        return index ? node.path(Integer.parseInt(segment)) : node.path(segment);
    }
}
