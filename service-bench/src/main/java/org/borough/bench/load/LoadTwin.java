// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.load;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.thing.Values;
import org.borough.twin.Place;
import org.borough.twin.Twin;

/**
 * A twin with one feature. Immutable.
 *
 * @param model the definition of its feature
 * @param document Ditto's JSON, where somebody reads it: of groups and of the service
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record LoadTwin(
        ThingId id,
        long revision,
        Instant modified,
        String feature,
        String model,
        Map<String, Object> attributes,
        Map<String, Object> reported,
        Map<String, Object> wanted,
        Optional<Place> place,
        String document)
        implements Twin {

    LoadTwin reporting(String path, Object value, Instant at) {
        return new LoadTwin(
                id, revision + 1, at, feature, model, attributes, with(reported, path, value), wanted, place, document);
    }

    LoadTwin wanting(String path, Object value, Instant at) {
        return new LoadTwin(
                id, revision + 1, at, feature, model, attributes, reported, with(wanted, path, value), place, document);
    }

    LoadTwin saying(String json, Instant at) {
        return new LoadTwin(id, revision + 1, at, feature, model, attributes, reported, wanted, place, json);
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    @Override
    public String definition() {
        return "";
    }

    @Override
    public Set<String> features() {
        return feature.isEmpty() ? Set.of() : Set.of(feature);
    }

    @Override
    public Set<String> providing(String capability) {
        return model.startsWith(capability + ":") || model.equals(capability) ? features() : Set.of();
    }

    @Override
    public <T> Optional<T> get(Property<T> property) {
        return value(reported, property);
    }

    @Override
    public <T> Optional<T> desired(Property<T> property) {
        return value(wanted, property);
    }

    private <T> Optional<T> value(Map<String, Object> from, Property<T> property) {
        return property.feature().equals(feature)
                ? Optional.ofNullable(from.get(property.path())).flatMap(value -> Values.as(property.type(), value))
                : Optional.empty();
    }

    @Override
    public <T> Optional<T> attribute(String path, Class<T> type) {
        return Optional.ofNullable(attributes.get(path)).flatMap(value -> Values.as(type, value));
    }

    @Override
    public String json() {
        return document;
    }
}
