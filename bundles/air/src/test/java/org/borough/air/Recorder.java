// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.twin.History;

/** A past in memory. */
final class Recorder implements History {

    private final Map<String, List<Reading<Double>>> told = new HashMap<>();

    void note(ThingId thing, Property<Double> property, double value, Instant at) {
        told.computeIfAbsent(key(thing, property), any -> new ArrayList<>()).add(new Reading<>(property, value, at));
    }

    @Override
    public Optional<Duration> recorded(ThingId thing, Property<?> property) {
        return told.containsKey(key(thing, property)) ? Optional.of(Duration.ofDays(30)) : Optional.empty();
    }

    @Override
    public <T> CompletionStage<List<Reading<T>>> readings(ThingId thing, Property<T> property, Span span, int most) {
        return CompletableFuture.completedStage(told.getOrDefault(key(thing, property), List.of()).stream()
                .filter(one -> !one.at().isBefore(span.from()) && one.at().isBefore(span.to()))
                .limit(most)
                .map(one -> new Reading<>(property, property.type().cast(one.value()), one.at()))
                .toList());
    }

    @Override
    public CompletionStage<List<Bucket>> buckets(
            ThingId thing, Property<?> property, Span span, Duration resolution, int most) {
        return CompletableFuture.completedStage(List.of());
    }

    private static String key(ThingId thing, Property<?> property) {
        return thing + " " + property.feature() + "/" + property.path();
    }
}
