// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.thing.Values;
import org.borough.twin.Place;
import org.borough.twin.Twin;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** A twin read from its thing's JSON. */
record TwinView(ThingId id, State state) implements Twin {

    @Override
    public long revision() {
        return state.revision();
    }

    @Override
    public Instant modified() {
        return state.modified();
    }

    @Override
    public String definition() {
        return state.at(Places.DEFINITION)
                .filter(JsonValue::isString)
                .map(JsonValue::asString)
                .orElse("");
    }

    @Override
    public Set<String> features() {
        Set<String> ids = new LinkedHashSet<>();
        featuresOf(state).getKeys().forEach(key -> ids.add(key.toString()));
        return ids;
    }

    @Override
    public Set<String> providing(String capability) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonField feature : featuresOf(state)) {
            if (provides(feature.getValue(), capability)) {
                ids.add(feature.getKeyName());
            }
        }
        return ids;
    }

    @Override
    public <T> Optional<T> get(Property<T> property) {
        return value(property, "properties");
    }

    @Override
    public <T> Optional<T> desired(Property<T> property) {
        return value(property, "desiredProperties");
    }

    @Override
    public <T> Optional<T> attribute(String path, Class<T> type) {
        return state.at(PlainValues.pointer(List.of("attributes"), path))
                .flatMap(PlainValues::plain)
                .flatMap(value -> Values.as(type, value));
    }

    @Override
    public Optional<Place> place() {
        return state.at("/attributes/location")
                .filter(JsonValue::isObject)
                .map(JsonValue::asObject)
                .filter(point -> point.getValue("type")
                        .filter(JsonValue.of("Point")::equals)
                        .isPresent())
                .flatMap(point -> point.getValue("coordinates"))
                .filter(JsonValue::isArray)
                .flatMap(coordinates -> place(coordinates.asArray()));
    }

    @Override
    public String json() {
        return ThingValues.ownMembers(state.json()).toString();
    }

    static boolean provides(State state, String feature, String capability) {
        JsonPointer key = JsonFactory.newPointer(JsonFactory.newKey("features"), JsonFactory.newKey(feature));
        return state.at(key).filter(value -> provides(value, capability)).isPresent();
    }

    private static boolean provides(JsonValue feature, String capability) {
        List<String> definitions = new ArrayList<>();
        Models.addDefinitions(feature, definitions);
        return definitions.stream().anyMatch(definition -> Models.provides(definition, capability));
    }

    private <T> Optional<T> value(Property<T> property, String section) {
        JsonPointer path = PlainValues.pointer(List.of("features", property.feature(), section), property.path());
        return state.at(path).flatMap(value -> PlainValues.as(property.type(), value));
    }

    private static JsonObject featuresOf(State state) {
        return state.at(Places.FEATURES)
                .filter(JsonValue::isObject)
                .map(JsonValue::asObject)
                .orElse(JsonObject.empty());
    }

    private static Optional<Place> place(JsonArray coordinates) {
        Optional<Double> longitude =
                coordinates.get(0).filter(JsonValue::isNumber).map(JsonValue::asDouble);
        Optional<Double> latitude =
                coordinates.get(1).filter(JsonValue::isNumber).map(JsonValue::asDouble);
        return latitude.flatMap(north -> longitude.map(east -> new Place(north, east)));
    }
}
