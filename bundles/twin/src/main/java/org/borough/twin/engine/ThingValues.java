// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.Attributes;
import org.eclipse.ditto.things.model.Feature;
import org.eclipse.ditto.things.model.FeatureDefinition;
import org.eclipse.ditto.things.model.FeatureProperties;
import org.eclipse.ditto.things.model.Features;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingDefinition;
import org.eclipse.ditto.things.model.ThingsModelFactory;

/** The JSON of a thing's parts as Ditto's model types; each keeps a JSON null as its own null object. */
final class ThingValues {

    private ThingValues() {}

    static Thing thing(JsonValue json) {
        return ThingsModelFactory.newThing(json.asObject());
    }

    static PolicyId policyId(JsonValue json) {
        return PolicyId.of(json.asString());
    }

    static ThingDefinition definition(JsonValue json) {
        return json.isNull() ? ThingsModelFactory.nullDefinition() : ThingsModelFactory.newDefinition(json.asString());
    }

    static Attributes attributes(JsonValue json) {
        return json.isNull() ? ThingsModelFactory.nullAttributes() : ThingsModelFactory.newAttributes(json.asObject());
    }

    static Features features(JsonValue json) {
        return json.isNull() ? ThingsModelFactory.nullFeatures() : ThingsModelFactory.newFeatures(json.asObject());
    }

    static Feature feature(String id, JsonValue json) {
        return json.isNull()
                ? ThingsModelFactory.nullFeature(id)
                : ThingsModelFactory.newFeatureBuilder(json.asObject())
                        .useId(id)
                        .build();
    }

    static FeatureDefinition featureDefinition(JsonValue json) {
        return json.isNull()
                ? ThingsModelFactory.nullFeatureDefinition()
                : ThingsModelFactory.newFeatureDefinition(json.asArray());
    }

    static FeatureProperties properties(JsonValue json) {
        return json.isNull()
                ? ThingsModelFactory.nullFeatureProperties()
                : ThingsModelFactory.newFeatureProperties(json.asObject());
    }

    /** Whether a thing has no feature of that id. */
    static boolean isMissing(State state, String feature) {
        return state.at(Places.FEATURES.addLeaf(JsonKey.of(feature))).isEmpty();
    }

    /** A thing's metadata; empty when it has none. */
    static JsonObject metadata(JsonObject thing) {
        return thing.getValue(Places.METADATA)
                .filter(JsonValue::isObject)
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
    }

    /** A thing's metadata at a place, relative to it; empty when there is none. */
    static JsonObject metadata(JsonObject thing, JsonPointer place) {
        JsonObject all = metadata(thing);
        return place.isEmpty() || all.isEmpty()
                ? all
                : all.getValue(place)
                        .filter(JsonValue::isObject)
                        .map(JsonValue::asObject)
                        .orElseGet(JsonObject::empty);
    }

    /** A thing's JSON without the members that only the engine writes. */
    static JsonObject ownMembers(JsonObject thing) {
        // Most have none; then the text that the object keeps serves every reader.
        return thing.stream().allMatch(ThingValues::isOwn)
                ? thing
                : JsonFactory.newObjectBuilder(
                                () -> thing.stream().filter(ThingValues::isOwn).iterator())
                        .build();
    }

    private static boolean isOwn(JsonField field) {
        return !field.getKeyName().startsWith("_");
    }
}
