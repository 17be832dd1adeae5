// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Sets and removes at a path, key by key: a key may have slashes, as the resources of policies do. */
final class JsonEdits {

    private JsonEdits() {}

    static JsonObject set(JsonObject json, JsonPointer path, JsonValue value) {
        return path.isEmpty() ? value.asObject() : set(json, path, 0, value);
    }

    static JsonObject remove(JsonObject json, JsonPointer path) {
        return remove(json, path, 0);
    }

    // By index: the rest of a pointer would split a key with slashes.
    private static JsonObject set(JsonObject json, JsonPointer path, int level, JsonValue value) {
        JsonKey key = path.get(level).orElseThrow();
        boolean last = level == path.getLevelCount() - 1;
        return with(json, key, last ? value : set(child(json, key), path, level + 1, value));
    }

    private static JsonObject remove(JsonObject json, JsonPointer path, int level) {
        JsonKey key = path.get(level).orElseThrow();
        if (level == path.getLevelCount() - 1) {
            return without(json, key);
        }
        JsonObject inner = child(json, key);
        return inner.isEmpty() ? json : with(json, key, remove(inner, path, level + 1));
    }

    private static JsonObject child(JsonObject json, JsonKey key) {
        return json.getValue(JsonFactory.newPointer(key))
                .filter(value -> value.isObject() && !value.isNull())
                .map(JsonValue::asObject)
                .orElse(JsonObject.empty());
    }

    private static JsonObject with(JsonObject json, JsonKey key, JsonValue value) {
        Map<JsonKey, JsonValue> fields = fields(json);
        fields.put(key, value);
        return JsonFactory.newObject(fields);
    }

    private static JsonObject without(JsonObject json, JsonKey key) {
        Map<JsonKey, JsonValue> fields = fields(json);
        fields.remove(key);
        return JsonFactory.newObject(fields);
    }

    private static Map<JsonKey, JsonValue> fields(JsonObject json) {
        Map<JsonKey, JsonValue> fields = new LinkedHashMap<>();
        json.forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }
}
