// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.metadata;

import java.util.Optional;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Keeps metadata in step with the values that it is about. */
public final class Mirror {

    private Mirror() {}

    /** A thing's metadata without that of values which a change at a place took away; the same object if none is. */
    public static JsonObject without(JsonObject metadata, JsonObject before, JsonObject after, JsonPointer place) {
        if (place.isEmpty()) {
            return without(metadata, before, Optional.of(after));
        }
        Optional<JsonObject> there =
                metadata.getValue(place).filter(Mirror::isObject).map(JsonValue::asObject);
        if (there.isEmpty()) {
            return metadata;
        }
        if (!after.contains(place)) {
            return metadata.remove(place);
        }
        JsonValue old = before.getValue(place).orElseGet(JsonFactory::nullLiteral);
        JsonObject kept = without(there.get(), old, after.getValue(place));
        return kept == there.get() ? metadata : metadata.setValue(place, kept);
    }

    private static JsonObject without(JsonObject metadata, JsonValue before, Optional<JsonValue> after) {
        if (after.isEmpty()) {
            return JsonObject.empty();
        }
        if (!isObject(before)) {
            return metadata;
        }
        JsonObject result = metadata;
        for (JsonField field : metadata) {
            Optional<JsonValue> old = at(before, field);
            if (old.isPresent()) {
                result = without(result, field, old.get(), at(after.get(), field));
            }
        }
        return result;
    }

    private static JsonObject without(
            JsonObject metadata, JsonField field, JsonValue before, Optional<JsonValue> after) {
        JsonPointer key = JsonFactory.newPointer(field.getKey());
        if (after.isEmpty()) {
            return metadata.remove(key);
        }
        if (!isObject(field.getValue())) {
            return metadata;
        }
        JsonObject old = field.getValue().asObject();
        JsonObject now = without(old, before, after);
        return now == old ? metadata : metadata.setValue(key, now);
    }

    private static Optional<JsonValue> at(JsonValue value, JsonField field) {
        return isObject(value) ? value.asObject().getValue(JsonFactory.newPointer(field.getKey())) : Optional.empty();
    }

    private static boolean isObject(JsonValue value) {
        return value.isObject() && !value.isNull();
    }
}
