// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.twin.History;

/** A past in memory. */
final class Recorder implements History {

    private record Told(ThingId thing, Property<?> property, Object value, Instant at) {}

    private final List<Told> told = new ArrayList<>();

    <T> Recorder told(String thing, Property<T> property, T value, String at) {
        told.add(new Told(ThingId.parse(thing), property, value, Instant.parse(at)));
        return this;
    }

    @Override
    public Optional<Duration> recorded(ThingId thing, Property<?> property) {
        return told.stream().anyMatch(one -> is(one, thing, property))
                ? Optional.of(Duration.ofDays(30))
                : Optional.empty();
    }

    @Override
    public <T> CompletionStage<List<Reading<T>>> readings(ThingId thing, Property<T> property, Span span, int most) {
        return CompletableFuture.completedStage(told.stream()
                .filter(one -> is(one, thing, property))
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

    private static boolean is(Told one, ThingId thing, Property<?> property) {
        return one.thing().equals(thing)
                && one.property().feature().equals(property.feature())
                && one.property().path().equals(property.path());
    }
}
