// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.twin.History;

/**
 * What one quantity of a sensor said in a time, oldest first, in little room.
 *
 * @param gathered whether these are means of ten minutes, because there were too many readings
 */
record Tape(ThingId sensor, String quantity, long[] at, double[] values, boolean gathered) {

    private static final int MOST = 1_000_000;
    private static final int LEAST_OF_ONE = 200;
    private static final Duration GATHERED = Duration.ofMinutes(10);

    /** A property of a sensor. */
    record Source(ThingId sensor, Property<Double> property) {}

    /** Asks for all of them; those that are not recorded are left out. */
    static CompletionStage<List<Tape>> of(History history, List<Source> sources, History.Span span) {
        int most = Math.max(LEAST_OF_ONE, MOST / Math.max(1, sources.size()));
        List<CompletableFuture<Tape>> tapes = new ArrayList<>();
        for (Source source : sources) {
            if (history.recorded(source.sensor(), source.property()).isPresent()) {
                tapes.add(of(history, source, span, most).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(tapes.toArray(CompletableFuture[]::new)).thenApply(done -> tapes.stream()
                .map(CompletableFuture::join)
                .filter(tape -> tape.at().length > 0)
                .toList());
    }

    private static CompletionStage<Tape> of(History history, Source source, History.Span span, int most) {
        return history.readings(source.sensor(), source.property(), span, most)
                .thenCompose(readings -> readings.size() < most
                        ? CompletableFuture.completedStage(readings(source, readings))
                        : gathered(history, source, span));
    }

    private static CompletionStage<Tape> gathered(History history, Source source, History.Span span) {
        int most = (int) Duration.between(span.from(), span.to()).dividedBy(GATHERED) + 2;
        return history.buckets(source.sensor(), source.property(), span, GATHERED, most)
                .thenApply(buckets -> new Tape(
                        source.sensor(),
                        source.property().path(),
                        buckets.stream()
                                .mapToLong(one -> one.start().toEpochMilli())
                                .toArray(),
                        buckets.stream().mapToDouble(History.Bucket::mean).toArray(),
                        true));
    }

    private static Tape readings(Source source, List<Reading<Double>> readings) {
        return new Tape(
                source.sensor(),
                source.property().path(),
                readings.stream().mapToLong(one -> one.at().toEpochMilli()).toArray(),
                readings.stream().mapToDouble(Reading::value).toArray(),
                false);
    }

    /** What was said from a place on and before an instant. */
    List<Heard> before(int from, Instant end) {
        return IntStream.range(from, at.length)
                .takeWhile(i -> at[i] < end.toEpochMilli())
                .mapToObj(i -> new Heard(
                        sensor, quantity, values[i], Instant.ofEpochMilli(at[i]), Instant.ofEpochMilli(at[i])))
                .toList();
    }
}
