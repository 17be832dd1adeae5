// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonMergePatch;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** JSON merge patch (RFC 7396) at a path. */
final class MergePatch {

    /** Ditto's own addition: a key {@code {{ /regex/ }}} with null removes every key that matches. */
    private static final String DITTO_REGEX = "{{";

    private MergePatch() {}

    static JsonObject apply(JsonObject target, JsonPointer path, JsonValue patch) {
        JsonValue whole = patch;
        for (int level = path.getLevelCount() - 1; level >= 0; level--) {
            JsonKey key = path.get(level).orElseThrow();
            whole = JsonFactory.newObjectBuilder().set(key, whole).build();
        }
        if (mentions(patch)) {
            return JsonMergePatch.of(whole).applyOn(target).asObject();
        }
        return merged(target, whole).asObject();
    }

    private static JsonValue merged(JsonValue target, JsonValue patch) {
        if (!patch.isObject() || patch.isNull()) {
            return patch;
        }
        boolean object = target.isObject() && !target.isNull();
        JsonObject base = object ? target.asObject() : JsonObject.empty();
        JsonObjectBuilder result = base.toBuilder();
        for (JsonField field : patch.asObject()) {
            JsonPointer key = JsonFactory.newPointer(field.getKey());
            if (field.getValue().isNull()) {
                result.remove(key);
            } else {
                JsonValue before = base.getValue(key).orElse(JsonValue.nullLiteral());
                result.set(key, merged(before, field.getValue()));
            }
        }
        return result.build();
    }

    private static boolean mentions(JsonValue patch) {
        if (!patch.isObject() || patch.isNull()) {
            return false;
        }
        for (JsonField field : patch.asObject()) {
            if (field.getKeyName().startsWith(DITTO_REGEX) || mentions(field.getValue())) {
                return true;
            }
        }
        return false;
    }
}
