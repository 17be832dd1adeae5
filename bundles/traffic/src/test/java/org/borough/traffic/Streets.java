// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import org.borough.testkit.ManualClock;
import org.borough.testkit.MemoryTwins;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.things.SignalPlan;
import org.borough.things.TrafficFlow;
import org.borough.twin.Cause;

/** Streets with counters that speak every five minutes, and a service that watches. */
final class Streets {

    static final String AREA = "t:centre";
    static final Settings SETTINGS = new Settings(ThingId.parse("borough:traffic"), 15, 50);
    private static final Cause DEVICE = Cause.of("integration:devices", "");

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-16T00:00:00Z"));
    final MemoryTwins twins = new MemoryTwins(clock);
    private final Map<String, ToDoubleFunction<Instant>> speeds = new TreeMap<>();
    private Watch watch;

    /** A segment with a counter of its own, where 50 km/h is free. */
    Streets segment(String id, String more) {
        return segment(id, AREA, more);
    }

    Streets segment(String id, String area, String more) {
        counter(id + "-counter", 13.3777);
        twins.with(
                id,
                json(
                        "{'features':{'segment':{'definition':['borough:segment:1.0.0'],'properties':{'area':'%s','counters':['%s-counter'],'freeSpeedKmh':50%s}}}}"
                                .formatted(area, id, more)));
        return this;
    }

    void counter(String id, double longitude) {
        twins.with(
                id,
                json(
                        "{'attributes':{'location':{'type':'Point','coordinates':[%s,52.5163]}},'features':{'trafficFlow':{'definition':['%s'],'properties':{}}}}"
                                .formatted(longitude, TrafficFlow.MODEL)));
    }

    Streets area(String rules) {
        return area(AREA, rules);
    }

    Streets area(String id, String rules) {
        twins.with(
                id,
                json(
                        "{'features':{'traffic':{'definition':['borough:traffic:1.0.0'],'properties':{'author':'A. Planner','date':'2026-11-01'"
                                + rules + "}}}}"));
        return this;
    }

    Streets signal(String id) {
        twins.with(
                id,
                json("{'features':{'signalPlan':{'definition':['%s'],'properties':{'plan':'P1'}}}}"
                        .formatted(SignalPlan.MODEL)));
        return this;
    }

    static String json(String text) {
        return text.replace('\'', '"');
    }

    /** From now on the counter of a segment says this speed. */
    Streets drives(String segment, ToDoubleFunction<Instant> speed) {
        speeds.put(segment, speed);
        return this;
    }

    void silent(String segment) {
        speeds.remove(segment);
    }

    void report(String counter, Property<Double> key, double value, Instant at) {
        twins.report(ThingId.parse(counter), List.<Reading<?>>of(key.is(value, at)), DEVICE);
    }

    Streets start() {
        Known known = new Known(clock);
        watch = new Watch(twins, known, SETTINGS, Optional.empty(), Runnable::run);
        twins.listen(Known.interest(), known);
        watch.tick();
        return this;
    }

    Streets minutes(int count) {
        for (int minute = 0; minute < count; minute += 5) {
            clock.advance(Duration.ofMinutes(5));
            Instant at = clock.instant().minusSeconds(30);
            speeds.forEach((id, speed) -> {
                report(id + "-counter", TrafficFlow.SPEED, speed.applyAsDouble(at), at);
                report(id + "-counter", TrafficFlow.FLOW, 600, at);
            });
            watch.tick();
        }
        return this;
    }

    Streets days(int count) {
        return minutes(count * 24 * 60);
    }

    void tick() {
        watch.tick();
    }

    Watch watch() {
        return watch;
    }

    JsonNode feature(String id, String feature) {
        return Json.read(twins.get(ThingId.parse(id)).orElseThrow().json())
                .path("features")
                .path(feature)
                .path("properties");
    }

    JsonNode travel(String id) {
        return feature(id, "travelState");
    }

    JsonNode state() {
        return feature(AREA, "trafficState");
    }

    List<String> findings(String id) {
        return StreamSupport.stream(
                        feature(id, "trafficForecast").path("findings").spliterator(), false)
                .map(one -> one.path("kind").asText())
                .toList();
    }

    /** A day's speeds: slow at eight and at five. */
    static double daily(Instant at, double phase) {
        double hour = at.getEpochSecond() % 86_400 / 3600.0;
        double jam = Math.exp(-Math.pow(hour - 8 - phase, 2)) + Math.exp(-Math.pow(hour - 17 - phase, 2));
        return 48 - 25 * jam + Math.sin(at.getEpochSecond() * 0.01);
    }
}
