// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.twin.Place;
import org.borough.twin.Twin;

/** A twin made of Ditto's JSON, which nobody changes any more. */
record MemoryTwin(ThingId id, long revision, Instant modified, ObjectNode thing) implements Twin {

    @Override
    public String definition() {
        return thing.path("definition").asText("");
    }

    @Override
    public Set<String> features() {
        Set<String> names = new LinkedHashSet<>();
        thing.path("features").fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Override
    public Set<String> providing(String capability) {
        return features().stream()
                .filter(feature -> provides(feature, capability))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    boolean provides(String feature, String capability) {
        for (JsonNode definition : thing.path("features").path(feature).path("definition")) {
            String model = definition.asText();
            if (model.equals(capability) || model.startsWith(capability + ":")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public <T> Optional<T> get(Property<T> property) {
        return value(property, "properties");
    }

    @Override
    public <T> Optional<T> desired(Property<T> property) {
        return value(property, "desiredProperties");
    }

    private <T> Optional<T> value(Property<T> property, String part) {
        JsonNode parent = thing.path("features").path(property.feature()).path(part);
        return Json.as(property.type(), Json.at(parent, property.path()));
    }

    @Override
    public <T> Optional<T> attribute(String path, Class<T> type) {
        return Json.as(type, Json.at(thing.path("attributes"), path));
    }

    @Override
    public Optional<Place> place() {
        JsonNode location = thing.path("attributes").path("location");
        JsonNode coordinates = location.path("coordinates");
        boolean point = location.path("type").asText().equals("Point") && coordinates.size() >= 2;
        return point
                ? Optional.of(new Place(
                        coordinates.get(1).asDouble(), coordinates.get(0).asDouble()))
                : Optional.empty();
    }

    @Override
    public String json() {
        return thing.toString();
    }
}
