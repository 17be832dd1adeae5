// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.load;

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

/** The week before: every segment is slow at eight and at five, each a little earlier or later than the others. */
final class RoadWeek implements History {

    private static final double FREE = 48;
    private static final double SLOWER = 25;
    private static final int PHASES = 100;

    /** The speed of a segment at a time. */
    static double speed(Instant at, int segment) {
        double hour = at.getEpochSecond() % 86_400 / 3600.0 - segment % PHASES / 50.0;
        double jam = Math.exp(-(hour - 8) * (hour - 8)) + Math.exp(-(hour - 17) * (hour - 17));
        return FREE - SLOWER * jam + 2 * Math.sin(at.getEpochSecond() * 0.01 + segment);
    }

    @Override
    public Optional<Duration> recorded(ThingId thing, Property<?> property) {
        return Optional.of(Duration.ofDays(400));
    }

    @Override
    public <T> CompletionStage<List<Reading<T>>> readings(ThingId thing, Property<T> property, Span span, int most) {
        return CompletableFuture.completedStage(List.of());
    }

    @Override
    public CompletionStage<List<Bucket>> buckets(
            ThingId thing, Property<?> property, Span span, Duration resolution, int most) {
        List<Bucket> week = new ArrayList<>();
        int segment = Integer.parseInt(thing.name().substring(thing.name().indexOf('-') + 1));
        for (Instant at = span.from(); at.isBefore(span.to()); at = at.plus(resolution)) {
            double speed = speed(at, segment);
            week.add(new Bucket(at, 1, speed, speed, speed, speed, speed));
        }
        return CompletableFuture.completedStage(week);
    }
}
