// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.borough.lighting.rehearsal.Tape;
import org.borough.lighting.rehearsal.Track;
import org.borough.lighting.rules.Orders;
import org.borough.lighting.rules.Presence;
import org.borough.lighting.rules.Rules;
import org.borough.lighting.rules.Sky;
import org.borough.lighting.rules.Surroundings;
import org.borough.thing.ThingId;

/** Lamps under one set of rules in a time that has passed: what their sensors told is told again. */
final class Replay {

    private static final Duration HALF_A_DAY = Duration.ofHours(12);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ThingId group;
    private final Rules rules;
    private final Map<ThingId, NavigableMap<Instant, Sensor>> told;
    private final Instant start;
    private final Instant end;
    private final NavigableMap<Instant, Sky> skies = new TreeMap<>();
    private final NavigableMap<Instant, Orders> orders = new TreeMap<>();

    Replay(Group group, Map<ThingId, NavigableMap<Instant, Sensor>> told, Senses senses, Instant start, Instant end) {
        this.group = group.id();
        this.rules = group.rules();
        this.told = told;
        this.start = start;
        this.end = end;
        boolean watched = rules.plan().photocell().isPresent();
        Instant time = start;
        while (time.isBefore(end)) {
            Clockwork.Look look = group.look(time, senses);
            note(look, time);
            Instant later = time.plus(watched ? MINUTE : HALF_A_DAY);
            later = earlier(later, look.sky().until().isAfter(time) ? look.sky().until() : later);
            time = earlier(
                    later, look.orders().until().isAfter(time) ? look.orders().until() : later);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void note(Clockwork.Look look, Instant time) {
        if (skies.isEmpty()
                || skies.lastEntry().getValue().night() != look.sky().night()) {
            skies.put(time, look.sky());
        }
        boolean same = !orders.isEmpty()
                && orders.lastEntry().getValue().levels().equals(look.orders().levels())
                && orders.lastEntry().getValue().rule() == look.orders().rule();
        if (!same) {
            orders.put(time, look.orders());
        }
    }

    /** Lets the time pass for lamps that are steered by the same sensors. */
    void run(Lamp.Sources sensors, Tape tape) {
        Track track = new Track(rules, this::sky, this::orders, group, tape, start);
        for (Instant time : times(sensors)) {
            track.told(new Surroundings(presence(sensors.here(), time), presence(sensors.ahead(), time)), time);
        }
        track.finish(end.toEpochMilli());
    }

    // Between two entries neither the sky nor the orders change.
    private Sky sky(Instant time) {
        Sky sky = entry(skies, time);
        return new Sky(sky.night(), sky.since(), next(skies, time), sky.zone(), sky.words());
    }

    private Orders orders(Instant time) {
        Orders at = entry(orders, time);
        return new Orders(at.levels(), at.rule(), at.reason(), at.evidence(), next(orders, time));
    }

    private static <T> T entry(NavigableMap<Instant, T> map, Instant time) {
        return Optional.ofNullable(map.floorEntry(time))
                .orElseGet(map::firstEntry)
                .getValue();
    }

    private static Instant next(NavigableMap<Instant, ?> map, Instant time) {
        return Optional.ofNullable(map.higherKey(time)).orElse(Instant.MAX);
    }

    /** When a sensor told something, and when one had been silent for too long. */
    private SortedSet<Instant> times(Lamp.Sources sensors) {
        SortedSet<Instant> times = new TreeSet<>(Set.of(start));
        sensors.all().distinct().flatMap(id -> states(id).entrySet().stream()).forEach(state -> {
            times.add(state.getKey());
            times.add(state.getValue().heard().plus(rules.sensing().silence()).plusMillis(1));
        });
        return times.subSet(start, end);
    }

    private Presence presence(List<ThingId> sensors, Instant now) {
        return Presence.strongest(sensors.stream()
                .map(id -> Optional.ofNullable(states(id).floorEntry(now))
                        .map(Map.Entry::getValue)
                        .orElseGet(() -> Sensor.unheard(id)))
                .map(sensor -> sensor.presence(rules.sensing().silence(), now))
                .toList());
    }

    private NavigableMap<Instant, Sensor> states(ThingId sensor) {
        return told.getOrDefault(sensor, Collections.emptyNavigableMap());
    }
}
