// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingLifecycle;
import org.eclipse.ditto.things.model.ThingsModelFactory;

/** The JSON of entities as callers see it: with the members that only the engine knows, or some fields only. */
final class Views {

    private Views() {}

    /** A thing with everything that is hidden unless asked for. */
    static JsonObject wholeThing(Entity entity, State state) {
        return state.json().toBuilder()
                .set("_namespace", entity.id.getNamespace())
                .set("_revision", state.revision())
                .set("_created", state.created().toString())
                .set("_modified", state.modified().toString())
                .set(Thing.JsonFields.LIFECYCLE, ThingLifecycle.ACTIVE.name())
                .build();
    }

    /** A policy with everything that is hidden unless asked for. */
    static JsonObject wholePolicy(Entity entity, State state) {
        return plainPolicy(entity, state).toBuilder()
                .set("_namespace", entity.id.getNamespace())
                .set("_revision", state.revision())
                .set("_created", state.created().toString())
                .set("_modified", state.modified().toString())
                .build();
    }

    /** A policy as it is seen without a selector. */
    static JsonObject plainPolicy(Entity entity, State state) {
        return Access.withId(entity.id.toString(), state.json());
    }

    /** A thing for conditions and queries. */
    static Thing model(JsonObject whole) {
        return ThingsModelFactory.newThing(whole);
    }

    /** Some fields; {@code *} stands for every feature. */
    static JsonObject select(JsonObject thing, JsonFieldSelector fields) {
        boolean wild = fields.toString().contains("*");
        JsonFieldSelector expanded = wild ? expand(thing, fields) : fields;
        return expanded.isEmpty() ? JsonObject.empty() : thing.get(expanded);
    }

    /** Some fields of features; {@code *} stands for each of them. */
    static JsonObject selectOfFeatures(JsonObject features, JsonFieldSelector fields) {
        List<JsonPointer> expanded = new ArrayList<>();
        for (JsonPointer field : fields) {
            if (field.getRoot().map(JsonKey::toString).orElse("").equals("*")) {
                features.getKeys()
                        .forEach(id -> expanded.add(JsonFactory.newPointer(id).append(field.nextLevel())));
            } else {
                expanded.add(field);
            }
        }
        return expanded.isEmpty() ? JsonObject.empty() : features.get(JsonFactory.newFieldSelector(expanded));
    }

    /** Whether a selector names a field at the top. */
    static boolean names(JsonFieldSelector fields, String name) {
        for (JsonPointer pointer : fields) {
            if (pointer.getRoot().map(JsonKey::toString).orElse("").equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static JsonFieldSelector expand(JsonObject thing, JsonFieldSelector fields) {
        JsonObject features = thing.getValue(Places.FEATURES)
                .filter(JsonValue::isObject)
                .map(JsonValue::asObject)
                .orElse(JsonFactory.newObject());
        return ThingsModelFactory.expandFeatureIdWildcards(features.getKeys(), fields);
    }
}
