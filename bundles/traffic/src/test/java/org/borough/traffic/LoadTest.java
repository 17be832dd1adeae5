// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.borough.testkit.ManualClock;
import org.borough.testkit.MemoryTwins;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.things.TrafficFlow;
import org.borough.twin.Cause;
import org.borough.twin.History;
import org.junit.jupiter.api.Test;

/** The service takes readings while it learns beside; how many it can take says the bench traffic-load. */
class LoadTest {

    private static final int SEGMENTS = 20;
    private static final int ROUNDS = 41;
    private static final Cause DEVICE = Cause.of("integration:devices", "");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T12:00:00Z"));

    @Test
    void noReadingIsLostWhileTheForecastOfAWeekIsLearned() {
        MemoryTwins twins = city();
        ExecutorService learner = Executors.newSingleThreadExecutor();
        Known known = new Known(clock);
        Watch watch = new Watch(twins, known, Streets.SETTINGS, Optional.of(new Week()), learner);
        twins.listen(Known.interest(), known);
        watch.tick();
        for (int round = 0; round < ROUNDS; round++) {
            clock.advance(Duration.ofSeconds(15));
            for (int segment = 0; segment < SEGMENTS; segment++) {
                List<Reading<?>> both = List.of(
                        TrafficFlow.SPEED.is(40.0 + round % 7, clock.instant()),
                        TrafficFlow.FLOW.is(500.0, clock.instant()));
                twins.report(ThingId.parse("t:c" + segment), both, DEVICE);
            }
            watch.tick();
        }
        learner.shutdownNow();
        assertThat(known.lost()).isZero();
        assertThat(twins.get(ThingId.parse("t:s" + (SEGMENTS - 1)))
                        .orElseThrow()
                        .json())
                .contains("\"flow\":500", "\"until\":\"2026-11-20T12:10:00Z\"", "\"quality\":\"measured\"");
    }

    private MemoryTwins city() {
        MemoryTwins twins = new MemoryTwins(clock);
        for (int area = 0; area <= SEGMENTS / 125; area++) {
            twins.with(
                    "t:a" + area,
                    Streets.json(
                            "{'features':{'traffic':{'definition':['borough:traffic:1.0.0'],'properties':{'author':'A','date':'2026-11-01'}}}}"));
        }
        for (int segment = 0; segment < SEGMENTS; segment++) {
            twins.with(
                    "t:c" + segment,
                    Streets.json("{'features':{'trafficFlow':{'definition':['" + TrafficFlow.MODEL
                            + "'],'properties':{}}}}"));
            twins.with(
                    "t:s" + segment,
                    Streets.json(
                            "{'features':{'segment':{'definition':['borough:segment:1.0.0'],'properties':{'area':'t:a%d','counters':['t:c%d']}}}}"
                                    .formatted(segment / 125, segment)));
        }
        return twins;
    }

    /** Every segment went like this for a week. */
    private static final class Week implements History {

        @Override
        public Optional<Duration> recorded(ThingId thing, Property<?> property) {
            return Optional.of(Duration.ofDays(400));
        }

        @Override
        public <T> CompletionStage<List<Reading<T>>> readings(
                ThingId thing, Property<T> property, Span span, int most) {
            return CompletableFuture.completedStage(List.of());
        }

        @Override
        public CompletionStage<List<Bucket>> buckets(
                ThingId thing, Property<?> property, Span span, Duration resolution, int most) {
            List<Bucket> week = new ArrayList<>();
            double phase = thing.hashCode() % 100 / 50.0;
            for (Instant at = span.from(); at.isBefore(span.to()); at = at.plus(resolution)) {
                double speed = Streets.daily(at, phase);
                week.add(new Bucket(at, 1, speed, speed, speed, speed, speed));
            }
            return CompletableFuture.completedStage(week);
        }
    }
}
