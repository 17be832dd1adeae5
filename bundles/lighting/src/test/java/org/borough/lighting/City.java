// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.borough.testkit.ManualClock;
import org.borough.testkit.MemoryTwins;
import org.borough.testkit.TickTable;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.things.Photocell;
import org.borough.things.Presence;
import org.borough.things.TrafficCount;
import org.borough.twin.History;
import org.borough.twin.Interest;
import org.borough.twin.Place;

/** A street in Berlin with its lamps, sensors and a service that steers it. */
final class City {

    static final String LAMP = "b:lamp-1";
    static final String FAR_LAMP = "b:lamp-2";
    static final String PIR = "b:pir";
    static final String GROUP = "b:lighting-street";

    static final Defaults DEFAULTS = new Defaults(
            ThingId.parse("borough:lighting"),
            new Place(52.5163, 13.3777),
            ZoneId.of("Europe/Berlin"),
            50,
            Duration.ofSeconds(60));

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T11:00:00Z"));
    final MemoryTwins twins = new MemoryTwins(clock);
    private Optional<History> history = Optional.empty();
    private Steering steering;
    private int woken;

    /** One lamp at the sensor, one a kilometre away. */
    static City street() {
        return street(Instant.parse("2026-11-21T11:00:00Z"));
    }

    /** The same street at another time. */
    static City street(Instant now) {
        City city = new City();
        city.clock.set(now);
        city.lamp(LAMP, 52.5163, 13.3777);
        city.lamp(FAR_LAMP, 52.5163, 13.3927);
        city.twins.with(
                PIR,
                "{'attributes':{'location':{'type':'Point','coordinates':[13.3777,52.5164]}},'features':{'presence':{'definition':['%s'],'properties':{'present':false}}}}"
                        .formatted(Presence.MODEL)
                        .replace('\'', '"'));
        return city;
    }

    City lamp(String id, double latitude, double longitude) {
        twins.with(
                id,
                "{'attributes':{'ratedPower':50,'street':'Unter den Linden','location':{'type':'Point','coordinates':[%s,%s]}},'features':{'luminaire':{'definition':['%s'],'properties':{}}}}"
                        .formatted(longitude, latitude, Luminaire.MODEL)
                        .replace('\'', '"'));
        return this;
    }

    City counter(String id) {
        twins.with(
                id,
                "{'attributes':{'location':{'type':'Point','coordinates':[13.3777,52.5164]}},'features':{'trafficCount':{'definition':['%s'],'properties':{}}}}"
                        .formatted(TrafficCount.MODEL)
                        .replace('\'', '"'));
        return this;
    }

    /** A group of all lamps of the street under these further rules. */
    City group(String rules) {
        twins.with(GROUP, groupJson(rules));
        return this;
    }

    static String groupJson(String rules) {
        return ("{'features':{'lighting':{'definition':['borough:lighting:1.0.0'],'properties':{'memberAttribute':'street',"
                        + "'memberValue':'Unter den Linden','floorLevel':20,'dimLevel':40,'fullLevel':90,'unsensedLevel':80,"
                        + "'holdSeconds':60,'fadeStep':25,'fadeSeconds':10,'sensorSilenceSeconds':7200,"
                        + "'author':'A. Expert','source':'P4','date':'2026-11-01'" + rules + "}}}}")
                .replace('\'', '"');
    }

    /** Gives the service a past. */
    City remembering(History past) {
        history = Optional.of(past);
        return this;
    }

    /** Starts the service, or starts it again. */
    City start() {
        Known known = new Known(() -> woken++);
        steering = new Steering(twins, clock, known, DEFAULTS, new DryRuns.Archive(history, Runnable::run));
        twins.listen(
                Interest.in(
                        Luminaire.CAPABILITY,
                        Presence.CAPABILITY,
                        TrafficCount.CAPABILITY,
                        Photocell.CAPABILITY,
                        Known.GROUP),
                known);
        steering.tick();
        return this;
    }

    TickTable table() {
        return TickTable.of(clock, twins, now -> steering.tick()).in("Europe/Berlin");
    }

    /** A table of a service that is not ticked, only woken by what happens. */
    TickTable wakened() {
        return TickTable.of(clock, twins, now -> react()).in("Europe/Berlin");
    }

    private void react() {
        if (woken > 0) {
            woken = 0;
            steering.react();
        }
    }

    Steering steering() {
        return steering;
    }

    JsonNode thing(String id) {
        return Json.read(twins.get(ThingId.parse(id)).orElseThrow().json());
    }

    JsonNode state() {
        return thing(GROUP).path("features").path("lightingState").path("properties");
    }

    JsonNode rulebook() {
        return thing(GROUP).path("features").path("rulebook").path("properties");
    }
}
