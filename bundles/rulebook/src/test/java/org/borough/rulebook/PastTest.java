// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.things.Presence;
import org.borough.twin.History;
import org.junit.jupiter.api.Test;

class PastTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final History.Span WEEK = History.Span.before(NOW, Duration.ofDays(7));
    private static final Past.Source ONE = source("b:pir-1");
    private static final Past.Source TWO = source("b:pir-2");
    private static final Past.Source DEAF = source("b:deaf");

    @Test
    void readings_of_all_sources_come_in_the_order_of_their_times() {
        Past past = read(10, ONE, TWO, DEAF);
        assertThat(past.readings())
                .extracting(told -> told.thing().name())
                .containsExactly("pir-1", "pir-2", "pir-1", "pir-2");
        assertThat(past.words())
                .isEqualTo("4 readings, the first 2.5 days ago, of 7 days that were asked for."
                        + " Not recorded: b:deaf presence/present.");
    }

    @Test
    void it_says_when_there_is_nothing_or_too_much() {
        assertThat(read(10, DEAF).words())
                .isEqualTo("Nothing was recorded in the last 7 days. Not recorded: b:deaf presence/present.");
        assertThat(read(2, ONE).words()).contains("There was more than could be taken.");
    }

    private static Past read(int most, Past.Source... sources) {
        return Past.of(new Recorder(), List.of(sources), WEEK, most)
                .toCompletableFuture()
                .join();
    }

    private static Past.Source source(String thing) {
        return new Past.Source(ThingId.parse(thing), Presence.PRESENT);
    }

    /** Recorded two readings of each thing but the deaf one. */
    private static final class Recorder implements History {

        @Override
        public Optional<Duration> recorded(ThingId thing, Property<?> property) {
            return thing.name().equals("deaf") ? Optional.empty() : Optional.of(Duration.ofDays(30));
        }

        @Override
        public <T> CompletionStage<List<Reading<T>>> readings(
                ThingId thing, Property<T> property, Span span, int most) {
            long offset = thing.name().equals("pir-1") ? 0 : 1;
            T value = property.type().cast(true);
            return CompletableFuture.completedStage(List.of(
                    new Reading<>(property, value, NOW.minus(Duration.ofHours(60 - offset))),
                    new Reading<>(property, value, NOW.minus(Duration.ofHours(10 - offset)))));
        }

        @Override
        public CompletionStage<List<Bucket>> buckets(
                ThingId thing, Property<?> property, Span span, Duration resolution, int most) {
            return CompletableFuture.completedStage(List.of());
        }
    }
}
