// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.thing.Values;
import org.borough.twin.TwinRefusedException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Java's values and JSON's, both ways. */
final class PlainValues {

    private PlainValues() {}

    /** JSON of a value; a {@link TwinRefusedException} names the property whose value is none. */
    static JsonValue json(Object value, String property) {
        if (value instanceof Boolean truth) {
            return JsonValue.of(truth.booleanValue());
        }
        if (value instanceof Number number) {
            return number(number, property);
        }
        if (value instanceof String text) {
            return JsonValue.of(text);
        }
        if (value instanceof Record entry) {
            return members(entry, property);
        }
        if (value instanceof Map<?, ?> map) {
            return members(map, property);
        }
        if (value instanceof Iterable<?> items) {
            var array = JsonFactory.newArrayBuilder();
            items.forEach(item -> array.add(json(item, property)));
            return array.build();
        }
        throw refused(
                property, value == null ? "nothing" : "a " + value.getClass().getName());
    }

    /** The plain value of JSON: truth value, whole or broken number, text, list or map; nothing for null. */
    static Optional<Object> plain(JsonValue value) {
        if (value.isNull()) {
            return Optional.empty();
        }
        if (value.isBoolean()) {
            return Optional.of(value.asBoolean());
        }
        if (value.isNumber()) {
            return Optional.of(number(value));
        }
        if (value.isString()) {
            return Optional.of(value.asString());
        }
        return Optional.of(value.isArray() ? list(value) : map(value.asObject()));
    }

    /** JSON as the class that a key asks for, also a record. */
    static <T> Optional<T> as(Class<T> type, JsonValue value) {
        if (!type.isRecord()) {
            return plain(value).flatMap(plain -> Values.as(type, plain));
        }
        return value.isObject() && !value.isNull() ? record(type, value.asObject()) : Optional.empty();
    }

    /** A pointer whose first keys are taken as they are. */
    static JsonPointer pointer(List<String> keys, String path) {
        List<JsonKey> all = new ArrayList<>();
        keys.forEach(key -> all.add(JsonFactory.newKey(key)));
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                all.add(JsonFactory.newKey(segment));
            }
        }
        return JsonFactory.newPointer(all.get(0), all.subList(1, all.size()).toArray(new JsonKey[0]));
    }

    private static JsonValue number(Number number, String property) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (!Double.isFinite(value)) {
                throw refused(property, "the number " + value);
            }
            return JsonValue.of(value);
        }
        return JsonValue.of(number.longValue());
    }

    private static Object number(JsonValue value) {
        if (value.isInt() || value.isLong()) {
            return value.asLong();
        }
        return value.asDouble();
    }

    private static JsonValue members(Record entry, String property) {
        var object = JsonFactory.newObjectBuilder();
        for (RecordComponent component : entry.getClass().getRecordComponents()) {
            Object value = member(entry, component, property);
            Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (present != null) {
                object.set(JsonFactory.newKey(component.getName()), json(present, property));
            }
        }
        return object.build();
    }

    private static JsonValue members(Map<?, ?> map, String property) {
        var object = JsonFactory.newObjectBuilder();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key) || key.isEmpty()) {
                throw refused(property, "a map with a key that is no text");
            }
            object.set(JsonFactory.newKey(key), json(entry.getValue(), property));
        }
        return object.build();
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

    private static List<Object> list(JsonValue value) {
        List<Object> items = new ArrayList<>();
        value.asArray().forEach(item -> plain(item).ifPresent(items::add));
        return items;
    }

    private static Map<String, Object> map(JsonObject object) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (JsonField field : object) {
            plain(field.getValue()).ifPresent(value -> members.put(field.getKeyName(), value));
        }
        return members;
    }

    private static <T> Optional<T> record(Class<T> type, JsonObject object) {
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

    private static Optional<?> component(RecordComponent component, JsonObject object) {
        Optional<JsonValue> value = object.getValue(JsonFactory.newPointer(JsonFactory.newKey(component.getName())));
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
