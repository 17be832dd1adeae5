// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.thing.Values;
import org.borough.twin.Place;
import org.borough.twin.Twin;

/** A twin read from its thing's JSON. */
public record TwinView(ThingId id, TwinState state) implements Twin {

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
        return state.tree().path("definition").asText("");
    }

    @Override
    public Set<String> features() {
        Set<String> ids = new LinkedHashSet<>();
        state.tree().path("features").fieldNames().forEachRemaining(ids::add);
        return ids;
    }

    @Override
    public Set<String> providing(String capability) {
        if (!Definitions.mayProvide(state.models(), capability)) {
            return Set.of();
        }
        Set<String> ids = new LinkedHashSet<>();
        state.tree().path("features").fields().forEachRemaining(feature -> {
            if (provides(feature.getValue(), capability)) {
                ids.add(feature.getKey());
            }
        });
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
        return PlainValues.plain(Trees.at(state.tree(), PlainValues.path(path, "attributes")))
                .flatMap(value -> Values.as(type, value));
    }

    @Override
    public Optional<Place> place() {
        JsonNode point = state.tree().path("attributes").path("location");
        JsonNode coordinates = point.path("coordinates");
        boolean known = point.path("type").asText("").equals("Point")
                && coordinates.path(0).isNumber()
                && coordinates.path(1).isNumber();
        return known
                ? Optional.of(new Place(
                        coordinates.path(1).doubleValue(), coordinates.path(0).doubleValue()))
                : Optional.empty();
    }

    @Override
    public String json() {
        return Trees.ownMembers(state.tree()).toString();
    }

    static boolean provides(TwinState state, String feature, String capability) {
        return provides(state.tree().path("features").path(feature), capability);
    }

    private static boolean provides(JsonNode feature, String capability) {
        for (JsonNode definition : feature.path("definition")) {
            if (definition.isTextual() && Definitions.provides(definition.textValue(), capability)) {
                return true;
            }
        }
        return false;
    }

    private <T> Optional<T> value(Property<T> property, String section) {
        List<String> path = PlainValues.path(property.path(), "features", property.feature(), section);
        return PlainValues.as(property.type(), Trees.at(state.tree(), path));
    }
}
