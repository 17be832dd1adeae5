// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.borough.lighting.rules.Presence;
import org.borough.thing.ThingId;
import org.borough.thing.Values;
import org.borough.things.TrafficCount;
import org.borough.twin.Change;
import org.borough.twin.Place;
import org.borough.twin.Twin;

/**
 * What is known of one sensor that notices people or vehicles.
 *
 * @param occupied whether it says that somebody is there now
 * @param seen when somebody was there last, {@link Instant#MIN} when never
 * @param heard when it spoke last, {@link Instant#MIN} when never
 * @param watched since when its reports are followed: what was before, nobody here knows
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record Sensor(ThingId id, Optional<Place> place, boolean occupied, Instant seen, Instant heard, Instant watched) {

    private static final String PRESENCE = org.borough.things.Presence.CAPABILITY;
    private static final String TRAFFIC = TrafficCount.CAPABILITY;

    /** A sensor that a rule names but that is not there, or never spoke. */
    static Sensor unheard(ThingId id) {
        return new Sensor(id, Optional.empty(), false, Instant.MIN, Instant.MIN, Instant.MIN);
    }

    static boolean isOne(Twin twin) {
        return !twin.providing(PRESENCE).isEmpty() || !twin.providing(TRAFFIC).isEmpty();
    }

    /** What can be told from a twin alone, without the changes that led to it. */
    static Sensor of(Twin twin) {
        boolean occupied = twin.providing(PRESENCE).stream().anyMatch(feature -> somebody(twin, feature));
        boolean passed = twin.providing(TRAFFIC).stream()
                .anyMatch(feature -> Stream.of(TrafficCount.COUNT, TrafficCount.IN, TrafficCount.OUT)
                        .anyMatch(key -> twin.get(key.in(feature)).orElse(0L) > 0));
        Instant seen = occupied || passed ? twin.modified() : Instant.MIN;
        return new Sensor(twin.id(), twin.place(), occupied, seen, twin.modified(), twin.modified());
    }

    private static boolean somebody(Twin twin, String feature) {
        return twin.get(org.borough.things.Presence.PRESENT.in(feature)).orElse(false)
                || twin.get(org.borough.things.Presence.COUNT.in(feature)).orElse(0L) > 0;
    }

    /** What is known after a change of its twin. */
    Sensor after(Twin twin, Change change) {
        if (change.part() != Change.Part.PROPERTY) {
            return new Sensor(id, twin.place(), occupied, seen, heard, watched);
        }
        Instant spoke = later(heard, change.at());
        boolean counts = twin.providing(TRAFFIC).contains(change.feature());
        if (counts) {
            return new Sensor(
                    id, twin.place(), occupied, passed(change) ? later(seen, change.at()) : seen, spoke, watched);
        }
        boolean now = twin.providing(PRESENCE).contains(change.feature()) ? occupiedAfter(change) : occupied;
        return new Sensor(id, twin.place(), now, now || occupied ? later(seen, change.at()) : seen, spoke, watched);
    }

    private boolean occupiedAfter(Change change) {
        return switch (change.path()) {
            case "present" ->
                change.after().flatMap(value -> Values.as(Boolean.class, value)).orElse(false);
            case "count" -> number(change.after()) > 0;
            default -> occupied;
        };
    }

    private static boolean passed(Change change) {
        return switch (change.path()) {
            case "count", "in", "out" -> number(change.after()) > 0;
            case "totalIn", "totalOut" ->
                change.before().isPresent() && number(change.after()) > number(change.before());
            default -> false;
        };
    }

    private static double number(Optional<Object> value) {
        return value.flatMap(number -> Values.as(Double.class, number)).orElse(0.0);
    }

    /** Since when it is known that nobody was there, given that nobody is. */
    Instant quiet() {
        return later(seen, watched);
    }

    /** The same sensor, remembered to have been quiet since a time. */
    Sensor quietSince(Instant time) {
        return new Sensor(id, place, occupied, later(seen, time), heard, Instant.MIN);
    }

    Presence presence(Duration silence, Instant now) {
        if (heard.equals(Instant.MIN) || heard.plus(silence).isBefore(now)) {
            return new Presence.Silent(id, heard);
        }
        return occupied ? new Presence.Occupied(id, seen) : new Presence.Left(id, seen, quiet());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
