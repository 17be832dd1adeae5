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
import org.borough.lighting.rules.Presence;
import org.borough.lighting.rules.Rules;
import org.borough.lighting.rules.Sky;
import org.borough.lighting.rules.Surroundings;
import org.borough.thing.ThingId;

/** Lamps under one set of rules in a time that has passed: what their sensors told is told again. */
final class Replay {

    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    private final ThingId group;
    private final Rules rules;
    private final Map<ThingId, NavigableMap<Instant, Sensor>> told;
    private final Instant start;
    private final Instant end;
    private final NavigableMap<Instant, Sky> skies = new TreeMap<>();

    Replay(Group group, Map<ThingId, NavigableMap<Instant, Sensor>> told, Instant start, Instant end) {
        this.group = group.id();
        this.rules = group.rules();
        this.told = told;
        this.start = start;
        this.end = end;
        Instant time = start;
        while (time.isBefore(end)) {
            Sky sky = group.look(time);
            skies.put(time, sky);
            Instant later = time.plus(HALF_A_DAY);
            time = sky.until().isBefore(later) ? sky.until() : later;
        }
    }

    /** Lets the time pass for lamps that are steered by the same sensors. */
    void run(Lamp.Sources sensors, Tape tape) {
        Track track = new Track(rules, this::sky, group, tape, start);
        for (Instant time : times(sensors)) {
            track.told(new Surroundings(presence(sensors.here(), time), presence(sensors.ahead(), time)), time);
        }
        track.finish(end.toEpochMilli());
    }

    // Between two entries the sky does not change.
    private Sky sky(Instant time) {
        return Optional.ofNullable(skies.floorEntry(time))
                .orElseGet(skies::firstEntry)
                .getValue();
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
