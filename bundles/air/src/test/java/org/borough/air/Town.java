// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
import org.borough.things.AirQuality;
import org.borough.things.Climate;
import org.borough.twin.Cause;
import org.borough.twin.History;
import org.borough.twin.Interest;

/** A town with sensors of the air that speak every ten minutes, and a service that watches. */
final class Town {

    static final String AREA = "t:air-centre";
    static final Settings SETTINGS = new Settings(ThingId.parse("borough:air"), ZoneOffset.UTC, 50, 30);
    private static final Cause DEVICE = Cause.of("integration:devices", "");

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T00:00:00Z"));
    final MemoryTwins twins = new MemoryTwins(clock);
    private final Map<String, List<Said>> speakers = new TreeMap<>();
    private final Recorder recorder = new Recorder();
    private Optional<History> history = Optional.empty();
    private Watch watch;

    private record Said(Property<Double> key, ToDoubleFunction<Instant> value) {}

    /** A sensor so many metres east of the middle. */
    Town sensor(String id, double metres, String attributes) {
        twins.with(
                id,
                "{'attributes':{'location':%s%s},'features':{'airQuality':{'definition':['%s'],'properties':{}},'climate':{'definition':['%s'],'properties':{}}}}"
                        .formatted(point(metres), attributes, AirQuality.MODEL, Climate.MODEL)
                        .replace('\'', '"'));
        return this;
    }

    void move(String id, double metres) {
        twins.with(id, "{'attributes':{'location':%s}}".formatted(point(metres)).replace('\'', '"'));
    }

    private static String point(double metres) {
        return "{'type':'Point','coordinates':[" + (13.3777 + metres / 67_700) + ",52.5163]}";
    }

    /** Four sensors a few hundred metres apart. */
    static Town ofFour() {
        Town town = new Town();
        for (int i = 1; i <= 4; i++) {
            town.sensor("t:s" + i, 300 * i, "");
        }
        return town;
    }

    Town area(String rules) {
        twins.with(
                AREA,
                ("{'features':{'air':{'definition':['borough:air:1.0.0'],'properties':{'latitude':52.5163,'longitude':13.3777,"
                                + "'memberRadiusMetres':5000,'author':'A. Officer','date':'2026-11-01'" + rules
                                + "}}}}")
                        .replace('\'', '"'));
        return this;
    }

    /** From now on a sensor says this. */
    Town says(String id, Property<Double> key, ToDoubleFunction<Instant> value) {
        List<Said> said = speakers.computeIfAbsent(id, any -> new ArrayList<>());
        said.removeIf(one -> one.key().equals(key));
        said.add(new Said(key, value));
        return this;
    }

    Town allSay(Property<Double> key, double value) {
        for (int i = 1; i <= 4; i++) {
            double own = value + 0.1 * i;
            says("t:s" + i, key, at -> own + 0.01 * (at.getEpochSecond() / 600 % 5));
        }
        return this;
    }

    void silent(String id) {
        speakers.remove(id);
    }

    /** From now on what is said is recorded, or not any more. */
    Town remembering(boolean yes) {
        history = yes ? Optional.of(recorder) : Optional.empty();
        return this;
    }

    void report(String id, Property<Double> key, double value, Instant at) {
        recorder.note(ThingId.parse(id), key, value, at);
        twins.report(ThingId.parse(id), List.<Reading<?>>of(key.is(value, at)), DEVICE);
    }

    Town start() {
        Known known = new Known(clock);
        watch = new Watch(twins, known, SETTINGS, new DryRuns.Archive(history, Runnable::run));
        twins.listen(
                Interest.in(AirQuality.CAPABILITY, Climate.CAPABILITY, Known.AREA, EquationPages.CAPABILITY), known);
        watch.tick();
        return this;
    }

    Town hours(int count) {
        for (int tick = 0; tick < 6 * count; tick++) {
            clock.advance(Duration.ofMinutes(10));
            Instant at = clock.instant().minusSeconds(1);
            speakers.forEach((id, said) ->
                    said.forEach(one -> report(id, one.key(), one.value().applyAsDouble(at), at)));
            if (tick % 6 == 5) {
                watch.tick();
            }
        }
        return this;
    }

    void tick() {
        watch.tick();
    }

    Watch watch() {
        return watch;
    }

    JsonNode thing(String id) {
        return Json.read(twins.get(ThingId.parse(id)).orElseThrow().json());
    }

    /** Changes an area's attributes and has the service look until nothing follows any more. */
    Town ask(String attribute, String json) {
        return ask(AREA, attribute, json);
    }

    Town ask(String thing, String attribute, String json) {
        String patch = "{'attributes':{'%s':%s}}".formatted(attribute, json).replace('\'', '"');
        twins.merge(ThingId.parse(thing), patch, Cause.of("borough:officer", ""));
        for (int look = 0; look < 4; look++) {
            watch.tick();
        }
        return this;
    }

    JsonNode rulebook() {
        return thing(AREA).path("features").path("rulebook").path("properties");
    }

    /** The page with the equations of a sensor of this town. */
    JsonNode equations(String name) {
        return thing("borough:air-t-" + name)
                .path("features")
                .path("calibration")
                .path("properties");
    }

    JsonNode state() {
        return thing(AREA).path("features").path("airState").path("properties");
    }

    JsonNode sensorState(String id) {
        return StreamSupport.stream(state().path("sensors").spliterator(), false)
                .filter(one -> one.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The findings of one kind about a sensor. */
    List<JsonNode> findings(String kind, String id) {
        return StreamSupport.stream(state().path("findings").spliterator(), false)
                .filter(one -> one.path("kind").asText().equals(kind))
                .filter(one -> one.path("sensor").asText().equals(id))
                .toList();
    }
}
