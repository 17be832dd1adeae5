// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.twin.History;

/**
 * What was recorded, oldest first.
 *
 * @param span the time that was asked for
 * @param readings what was told in it
 * @param unrecorded sources of which nothing is recorded
 * @param cut whether there was more than could be taken; then the latest is missing
 */
public record Past(History.Span span, List<Told> readings, List<Source> unrecorded, boolean cut) {

    private static final double DAY = Duration.ofDays(1).toMillis();

    /** A property of a thing. */
    public record Source(ThingId thing, Property<?> property) {

        @Override
        public String toString() {
            return thing + " " + property.feature() + "/" + property.path();
        }
    }

    /** One reading. */
    public record Told(ThingId thing, Reading<?> reading) {

        /** When it was told. */
        public Instant at() {
            return reading.at();
        }
    }

    /** Keeps its own copy. */
    public Past {
        readings = List.copyOf(readings);
        unrecorded = List.copyOf(unrecorded);
    }

    /**
     * Reads what was recorded.
     *
     * @param most so many readings of a source at most
     */
    public static CompletionStage<Past> of(History history, List<Source> sources, History.Span span, int most) {
        List<Source> unrecorded = new ArrayList<>();
        List<CompletableFuture<List<Told>>> parts = new ArrayList<>();
        for (Source source : sources) {
            if (history.recorded(source.thing(), source.property()).isPresent()) {
                parts.add(told(history, source, span, most).toCompletableFuture());
            } else {
                unrecorded.add(source);
            }
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(done -> {
            boolean cut = parts.stream().anyMatch(part -> part.join().size() == most);
            List<Told> all = parts.stream()
                    .flatMap(part -> part.join().stream())
                    .sorted(Comparator.comparing(Told::at))
                    .toList();
            return new Past(span, all, unrecorded, cut);
        });
    }

    private static <T> CompletionStage<List<Told>> told(History history, Source source, History.Span span, int most) {
        return history.readings(source.thing(), source.property(), span, most).thenApply(readings -> readings.stream()
                .map(reading -> new Told(source.thing(), reading))
                .toList());
    }

    /** How much there is, for a person. */
    public String words() {
        double asked = Duration.between(span.from(), span.to()).toMillis() / DAY;
        String missing = unrecorded.isEmpty() ? "" : " Not recorded: " + names(unrecorded) + ".";
        if (readings.isEmpty()) {
            return "Nothing was recorded in the last " + days(asked) + " days." + missing;
        }
        double there = Duration.between(readings.get(0).at(), span.to()).toMillis() / DAY;
        String first = there < 1 ? days(24 * there) + " hours" : days(there) + " days";
        return readings.size() + " readings, the first " + first + " ago, of " + days(asked)
                + " days that were asked for." + (cut ? " There was more than could be taken." : "") + missing;
    }

    private static String days(double days) {
        return String.valueOf(Math.round(days * 10) / 10.0).replace(".0", "");
    }

    private static String names(List<Source> sources) {
        String first = sources.get(0).toString();
        return sources.size() == 1 ? first : first + " and " + (sources.size() - 1) + " more";
    }
}
