// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Short words for reading JSON that may be anything. */
final class Json {

    private Json() {}

    static boolean isObject(JsonValue value) {
        return value.isObject() && !value.isNull();
    }

    /** The object that a member is; an empty one when it is none. */
    static JsonObject object(JsonObject json, CharSequence pointer) {
        return json.getValue(pointer)
                .filter(Json::isObject)
                .map(JsonValue::asObject)
                .orElse(JsonObject.empty());
    }

    static Optional<String> text(JsonObject json, CharSequence pointer) {
        return json.getValue(pointer).filter(JsonValue::isString).map(JsonValue::asString);
    }

    static Stream<JsonObject> objects(JsonObject json, CharSequence pointer) {
        return json.getValue(pointer).filter(JsonValue::isArray).stream()
                .flatMap(array -> array.asArray().stream())
                .filter(Json::isObject)
                .map(JsonValue::asObject);
    }

    /** The prefixes that a model's context declares. */
    static Stream<JsonField> prefixes(JsonObject model) {
        return model.getValue("@context").stream()
                .flatMap(context -> context.isArray() ? context.asArray().stream() : Stream.of(context))
                .filter(Json::isObject)
                .flatMap(context -> context.asObject().stream());
    }

    static JsonKey key(String name) {
        return JsonKey.of(name);
    }

    /** A pointer to a member whose name may have slashes. */
    static JsonPointer at(String... keys) {
        JsonPointer pointer = JsonPointer.empty();
        for (String key : keys) {
            pointer = pointer.addLeaf(JsonKey.of(key));
        }
        return pointer;
    }

    /** What a definition array or string names first. */
    static Optional<String> definition(JsonObject thingOrFeature) {
        return thingOrFeature
                .getValue("definition")
                .flatMap(value -> value.isArray() ? value.asArray().get(0) : Optional.of(value))
                .filter(JsonValue::isString)
                .map(JsonValue::asString);
    }
}
