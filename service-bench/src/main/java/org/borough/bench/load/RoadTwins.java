// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.load;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.things.TrafficFlow;
import org.borough.twin.Cause;

/** Areas, their segments with a counter each, and what the traffic service showed of them. */
final class RoadTwins extends LoadTwins {

    private static final Cause DEVICES = Cause.of("integration:devices", "");
    private static final ThingId SERVICE = ThingId.parse("borough:traffic");
    private static final Pattern LEARNED = Pattern.compile("\"learning\":\"(Learned of [^\"]*)\"");

    private final int segments;
    private final Clock clock;
    private final Map<ThingId, String> learned = new ConcurrentHashMap<>();
    private final Map<ThingId, Boolean> forecast = new ConcurrentHashMap<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private final CountDownLatch looked = new CountDownLatch(1);
    private volatile Awaited awaited = new Awaited("", Set.of(), new CountDownLatch(0));

    /** Pages with some words in them. */
    private record Awaited(String words, Set<ThingId> seen, CountDownLatch pages) {}

    RoadTwins(int segments, int perArea, Clock clock) {
        super(clock, (thing, level) -> {});
        this.segments = segments;
        this.clock = clock;
        for (int area = 0; area * perArea < segments; area++) {
            add(
                    ThingId.parse("load:area-" + area),
                    "traffic",
                    "borough:traffic:1.0.0",
                    Map.of(),
                    null,
                    "{\"features\":{\"traffic\":{\"definition\":[\"borough:traffic:1.0.0\"],\"properties\":"
                            + "{\"learnEveryMinutes\":15,\"author\":\"bench\",\"date\":\"2026-11-21\"}}}}");
        }
        for (int segment = 0; segment < segments; segment++) {
            add(counter(segment), "trafficFlow", TrafficFlow.MODEL, Map.of(), null, "");
            add(
                    ThingId.parse("load:segment-" + segment),
                    "segment",
                    "borough:segment:1.0.0",
                    Map.of(),
                    null,
                    ("{\"features\":{\"segment\":{\"definition\":[\"borough:segment:1.0.0\"],\"properties\":"
                                    + "{\"area\":\"load:area-%d\",\"counters\":[\"%s\"],\"freeSpeedKmh\":50}}}}")
                            .formatted(segment / perArea, counter(segment)));
        }
    }

    private static ThingId counter(int segment) {
        return ThingId.parse("load:counter-" + segment);
    }

    /** Every counter says its speed and its flow. */
    void speak() {
        for (int segment = 0; segment < segments; segment++) {
            double speed = RoadWeek.speed(clock.instant(), segment);
            List<Reading<?>> both = List.of(
                    TrafficFlow.SPEED.is(speed, clock.instant()),
                    TrafficFlow.FLOW.is(1800 - 20 * speed, clock.instant()));
            report(counter(segment), both, DEVICES);
        }
    }

    /** Falls to 0 when the service has looked at everything once. */
    CountDownLatch looked() {
        return looked;
    }

    /** Falls to 0 when every segment's page had these words in it. */
    CountDownLatch pages(String words) {
        CountDownLatch pages = new CountDownLatch(segments);
        awaited = new Awaited(words, ConcurrentHashMap.newKeySet(), pages);
        return pages;
    }

    /** How often an area learned. */
    int rounds() {
        return rounds.get();
    }

    /** How many segments show what was learned. */
    long forecasts() {
        return forecast.values().stream().filter(Boolean::booleanValue).count();
    }

    @Override
    public CompletionStage<Void> merge(ThingId id, String json, Cause cause) {
        if (json.contains("\"rulebook\"")) {
            // Nobody is told of it, so it would be written again and again: it stays under way.
            return new CompletableFuture<>();
        }
        note(id, json);
        return super.merge(id, json, cause);
    }

    private void note(ThingId id, String json) {
        if (id.equals(SERVICE)) {
            looked.countDown();
        } else if (id.name().startsWith("segment-")) {
            forecast.put(id, json.contains("\"rmse\""));
            if (!awaited.words().isEmpty()
                    && json.contains(awaited.words())
                    && awaited.seen().add(id)) {
                awaited.pages().countDown();
            }
        } else {
            Matcher words = LEARNED.matcher(json);
            if (words.find() && !words.group(1).equals(learned.put(id, words.group(1)))) {
                rounds.incrementAndGet();
            }
        }
    }
}
