// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.borough.lighting.faults.FaultRules;
import org.borough.lighting.faults.GroupFaults;
import org.borough.lighting.faults.Heard;
import org.borough.lighting.rules.Presence;
import org.borough.plausibility.Doubt;
import org.borough.plausibility.Finding;
import org.borough.thing.ThingId;
import org.borough.twin.Twin;

/** Goes round and brings what lamps say to those who look for faults. For the thread that steers. */
final class Patrol {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Known known;
    private final Map<ThingId, Instant> occupied = new HashMap<>();
    private final Map<ThingId, Instant> next = new HashMap<>();

    Patrol(Known known) {
        this.known = known;
    }

    /** Hears what lamps said since the last round; those of no group are not watched. */
    void hear(Map<ThingId, Lamp> lamps, Function<ThingId, Optional<Group>> groupOf, Instant now) {
        for (Heard heard : known.hearings().take()) {
            Group group = groupOf.apply(heard.lamp()).orElse(null);
            Lamp lamp = lamps.get(heard.lamp());
            Twin twin = known.lamps().get(heard.lamp());
            if (group != null && lamp != null && twin != null) {
                FaultRules rules = group.rules().faults();
                boolean night = group.sky().night();
                lamp.watch().hear(heard, lamp.watch().scene(rules, group.watts(twin), lamp.wanted(), night), now);
            }
        }
    }

    /** Looks for faults in a group, once a minute. */
    void look(Group group, Instant now) {
        if (now.isBefore(next.getOrDefault(group.id(), Instant.MIN))) {
            return;
        }
        next.put(group.id(), now.plus(PAUSE));
        List<GroupFaults.Member> members = new ArrayList<>();
        for (Lamp lamp : group.lamps()) {
            Twin twin = known.lamps().get(lamp.id());
            if (twin != null) {
                members.add(new GroupFaults.Member(twin, lamp.watch(), group.watts(twin), lamp.wanted()));
            }
        }
        group.faults()
                .look(new GroupFaults.Round(
                        group.rules().faults(),
                        group.rules().authorship().toString(),
                        group.id().toString(),
                        members,
                        group.sky().night(),
                        sensors(group, now),
                        now));
    }

    /** Forgets a group that is gone. */
    void forget(ThingId group) {
        next.remove(group);
    }

    private List<Finding> sensors(Group group, Instant now) {
        Set<ThingId> ids = new TreeSet<>();
        group.lamps().forEach(lamp -> ids.addAll(lamp.sensors()));
        List<Finding> found = new ArrayList<>();
        for (ThingId id : ids) {
            Sensor sensor = known.sensors().getOrDefault(id, Sensor.unheard(id));
            Presence presence = sensor.presence(group.rules().sensing().silence(), now);
            silent(presence).ifPresent(found::add);
            stuck(sensor, presence, group, now).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Finding> silent(Presence presence) {
        if (presence instanceof Presence.Silent silent) {
            String heard = silent.heard().equals(Instant.MIN)
                    ? "It was never heard."
                    : "Last heard at " + silent.heard() + ".";
            return Optional.of(new Finding(
                    Doubt.SILENT,
                    silent.sensor().toString(),
                    "presence",
                    silent.heard(),
                    heard,
                    "Its lamps burn at full level: nobody can be excluded."));
        }
        return Optional.empty();
    }

    private Optional<Finding> stuck(Sensor sensor, Presence presence, Group group, Instant now) {
        if (!(presence instanceof Presence.Occupied)) {
            occupied.remove(sensor.id());
            return Optional.empty();
        }
        Instant first = occupied.computeIfAbsent(sensor.id(), id -> now);
        Instant vacant = known.vacant(sensor.id()).orElse(Instant.MIN);
        if (vacant.isAfter(first)) {
            occupied.put(sensor.id(), now);
            first = now;
        }
        if (now.isBefore(first.plus(group.rules().faults().doubts().presence()))) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Doubt.STUCK,
                sensor.id().toString(),
                "presence",
                first,
                "It says that somebody is there without a pause since " + first + ".",
                "Its lamps stay at full level, the safe side: they save nothing until it is looked after."));
    }
}
