// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.borough.rulebook.Rulebooks;
import org.borough.testkit.ManualClock;
import org.borough.testkit.MemoryTwins;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.things.FillLevel;
import org.borough.things.TravelState;
import org.borough.things.WasteContainer;
import org.borough.twin.Cause;
import org.borough.twin.History;
import org.borough.twin.Interest;
import org.borough.waste.rules.WasteRulesJson;

/** A depot, containers along a street to the east of it, and the service; plans are made at once. */
final class Yard {

    static final String AREA = "t:waste-centre";
    static final String RULES =
            "'memberAttribute':'wasteArea','memberValue':'centre','planSeconds':0.05,'author':'A. Foreman',"
                    + "'date':'2026-11-01','trucks':[{'name':'Truck 1','latitude':52.5,'longitude':13.4,'capacityKg':9000}]";
    private static final Cause DEVICE = Cause.of("integration:devices", "");
    private static final double METRES_A_DEGREE = 67_690;

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T00:00:00Z"));
    final MemoryTwins twins = new MemoryTwins(clock);
    private Optional<History> history = Optional.empty();
    private Watch watch;

    static String json(String text) {
        return text.replace('\'', '"');
    }

    Yard container(String id, double metresEast, String more) {
        twins.with(
                id,
                json(
                        "{'attributes':{'wasteArea':'centre','name':'%s','location':%s%s},'features':{'fillLevel':{'definition':['%s'],"
                                        .formatted(id.substring(2), point(metresEast), more, FillLevel.MODEL)
                                + "'properties':{}},'wasteContainer':{'definition':['%s'],'properties':{}}}}"
                                        .formatted(WasteContainer.MODEL)));
        return this;
    }

    Yard unmeasured(String id, double metresEast, String more) {
        twins.with(
                id,
                json(
                        "{'attributes':{'wasteArea':'centre','location':%s%s},'features':{'wasteContainer':{'definition':['%s'],'properties':{}}}}"
                                .formatted(point(metresEast), more, WasteContainer.MODEL)));
        return this;
    }

    /** A segment of a road that tells how traffic goes on it. */
    Yard segment(String id, double metresEast, boolean congested, String quality) {
        twins.with(
                id,
                json("{'attributes':{'title':'%s','location':%s},'features':{'travelState':{'definition':['%s'],"
                                .formatted(id.substring(2), point(metresEast), TravelState.MODEL)
                        + "'properties':{'congested':%s,'level':'F','quality':'%s','until':'%s'}}}}"
                                .formatted(congested, quality, clock.instant())));
        return this;
    }

    Yard remembers(History past) {
        history = Optional.of(past);
        return this;
    }

    void move(String id, double metresEast) {
        twins.with(id, json("{'attributes':{'location':%s}}".formatted(point(metresEast))));
    }

    static String point(double metresEast) {
        return "{'type':'Point','coordinates':[" + (13.4 + metresEast / METRES_A_DEGREE) + ",52.5]}";
    }

    Yard area(String more) {
        twins.with(
                AREA,
                json("{'features':{'waste':{'definition':['borough:waste:1.0.0'],'properties':{" + RULES + more
                        + "}}}}"));
        return this;
    }

    Yard merge(String json) {
        twins.merge(ThingId.parse(AREA), json(json), Cause.of("borough:admin", "a test"));
        return this;
    }

    Yard start() {
        return start(Optional.empty());
    }

    Yard start(Optional<Path> map) {
        Settings settings = new Settings(ThingId.parse("borough:waste"), ZoneOffset.UTC, map, 30);
        Known known = new Known(clock);
        Map<ThingId, Area> areas = Watch.areas();
        watch = new Watch(
                known,
                new Past(history, settings.zone()),
                new Pages(twins, settings),
                new Rulebooks<>(
                        twins,
                        Known.SUBJECT,
                        Known.FEATURE,
                        new WasteRulesJson(),
                        new Rounds(Rounds.of(areas), Runnable::run, clock),
                        known::again),
                new Office(Runnable::run, map),
                settings,
                areas);
        twins.listen(
                Interest.in(FillLevel.CAPABILITY, WasteContainer.CAPABILITY, TravelState.CAPABILITY, Known.AREA),
                known);
        watch.tick();
        return this;
    }

    <T> Yard report(String id, Property<T> key, T value) {
        return report(id, key, value, clock.instant());
    }

    <T> Yard report(String id, Property<T> key, T value, Instant at) {
        twins.report(ThingId.parse(id), List.of(key.is(value, at)), DEVICE);
        return this;
    }

    Yard hours(double hours) {
        clock.advance(Duration.ofMinutes(Math.round(60 * hours)));
        return this;
    }

    /** Two looks: the second one takes what was planned at the first. */
    Yard tick() {
        watch.tick();
        watch.tick();
        return this;
    }

    JsonNode thing(String id) {
        return Json.read(twins.get(ThingId.parse(id)).orElseThrow().json());
    }

    JsonNode state() {
        return thing(AREA).at("/features/wasteState/properties");
    }

    JsonNode shown(String id) {
        return state().path("containers").path(id);
    }

    JsonNode tours() {
        return thing(AREA).at("/features/wasteTours/properties");
    }

    /** The containers on today's tours, in order. */
    List<String> onTour() {
        return stream(tours().path("tours"))
                .flatMap(tour -> stream(tour.path("halts")))
                .filter(halt -> !halt.path("tip").asBoolean())
                .map(halt -> halt.path("id").asText())
                .toList();
    }

    List<String> findings(String id) {
        return stream(state().path("findings"))
                .filter(one -> one.path("thing").asText().equals(id))
                .map(one -> one.path("kind").asText())
                .toList();
    }

    static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
