// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.thing.Values;
import org.borough.twin.TwinRefusedException;

/** Java's values and JSON's, both ways. */
public final class PlainValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PlainValues() {}

    /** JSON of a value; a {@link TwinRefusedException} names the property whose value is none. */
    public static JsonNode json(Object value, String property) {
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        if (value instanceof Number number) {
            return number(number, property);
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Record entry) {
            return members(entry, property);
        }
        if (value instanceof Map<?, ?> map) {
            return members(map, property);
        }
        if (value instanceof Iterable<?> items) {
            ArrayNode array = NODES.arrayNode();
            items.forEach(item -> array.add(json(item, property)));
            return array;
        }
        throw refused(
                property, value == null ? "nothing" : "a " + value.getClass().getName());
    }

    /** The plain value of JSON: truth value, whole or broken number, text, list or map; nothing for null. */
    public static Optional<Object> plain(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return Optional.empty();
        }
        if (value.isBoolean()) {
            return Optional.of(value.booleanValue());
        }
        if (value.isNumber()) {
            return Optional.of(number(value));
        }
        if (value.isTextual()) {
            return Optional.of(value.textValue());
        }
        return Optional.of(value.isArray() ? list(value) : map(value));
    }

    /** JSON as the class that a key asks for, also a record. */
    public static <T> Optional<T> as(Class<T> type, JsonNode value) {
        if (!type.isRecord()) {
            return plain(value).flatMap(plain -> Values.as(type, plain));
        }
        return value.isObject() ? record(type, value) : Optional.empty();
    }

    /** A path whose segments are separated by slashes, below some keys. */
    public static List<String> path(String path, String... above) {
        List<String> keys = new ArrayList<>(List.of(above));
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                keys.add(segment);
            }
        }
        return keys;
    }

    private static JsonNode number(Number number, String property) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (!Double.isFinite(value)) {
                throw refused(property, "the number " + value);
            }
            return NODES.numberNode(value);
        }
        return NODES.numberNode(number.longValue());
    }

    private static Object number(JsonNode value) {
        if (value.canConvertToLong() && value.isIntegralNumber()) {
            return value.longValue();
        }
        return value.doubleValue();
    }

    private static JsonNode members(Record entry, String property) {
        ObjectNode object = NODES.objectNode();
        for (RecordComponent component : entry.getClass().getRecordComponents()) {
            Object value = member(entry, component, property);
            Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (present != null) {
                object.set(component.getName(), json(present, property));
            }
        }
        return object;
    }

    private static JsonNode members(Map<?, ?> map, String property) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key) || key.isEmpty()) {
                throw refused(property, "a map with a key that is no text");
            }
            object.set(key, json(entry.getValue(), property));
        }
        return object;
    }

    private static Object member(Record entry, RecordComponent component, String property) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(entry);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw refused(property, "a record whose " + component.getName() + " cannot be read");
        }
    }

    private static List<Object> list(JsonNode value) {
        List<Object> items = new ArrayList<>();
        value.forEach(item -> plain(item).ifPresent(items::add));
        return Collections.unmodifiableList(items);
    }

    private static Map<String, Object> map(JsonNode object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> plain(field.getValue())
                .ifPresent(value -> members.put(field.getKey(), value)));
        return Collections.unmodifiableMap(members);
    }

    private static <T> Optional<T> record(Class<T> type, JsonNode object) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            Optional<?> value = component(components[i], object);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values[i] = value.get();
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static Optional<?> component(RecordComponent component, JsonNode object) {
        Optional<JsonNode> value = Optional.ofNullable(object.get(component.getName()));
        if (component.getType() == Optional.class) {
            var argument = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
            return Optional.of(value.flatMap(present -> as((Class<?>) argument, present)));
        }
        return value.flatMap(present -> as(boxed(component.getType()), present));
    }

    private static Class<?> boxed(Class<?> type) {
        return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
    }

    private static TwinRefusedException refused(String property, String what) {
        return new TwinRefusedException(
                400,
                "json.invalid",
                "The property " + property + " cannot hold " + what
                        + "; write a truth value, a finite number, a text, a record, or a list or map of these.");
    }
}
