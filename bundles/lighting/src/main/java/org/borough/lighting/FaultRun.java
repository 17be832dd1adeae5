// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borough.lighting.faults.FaultKind;
import org.borough.lighting.faults.FaultRules;
import org.borough.lighting.faults.GroupFaults;
import org.borough.lighting.faults.Heard;
import org.borough.lighting.faults.LampWatch;
import org.borough.rulebook.Effect;
import org.borough.rulebook.Past;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.thing.Values;
import org.borough.things.Luminaire;
import org.borough.twin.Twin;

/** Which faults would have been raised in a recorded past. What was asked of the lamps then is not recorded. */
final class FaultRun {

    private static final Duration STEP = Duration.ofMinutes(10);
    private static final String FIGURE = "faultsRaised";
    private static final List<Property<?>> SAID = List.of(
            Luminaire.LEVEL,
            Luminaire.POWER,
            Luminaire.ENERGY,
            Luminaire.ON,
            Luminaire.LAMP_FAULT,
            Luminaire.DRIVER_FAULT);

    private final Past past;
    private final Map<ThingId, Twin> lamps;

    FaultRun(Past past, Map<ThingId, Twin> lamps) {
        this.past = past;
        this.lamps = lamps;
    }

    /** Where the past of these groups' lamps is to be found. */
    static List<Past.Source> sources(Map<ThingId, Twin> lamps, Group... groups) {
        Set<ThingId> members = Stream.of(groups)
                .flatMap(group -> group.lamps().stream())
                .map(Lamp::id)
                .collect(Collectors.toSet());
        List<Past.Source> sources = new ArrayList<>();
        members.stream().sorted().map(lamps::get).forEach(twin -> twin.providing(Luminaire.CAPABILITY)
                .forEach(feature -> SAID.stream()
                        .<Property<?>>map(property -> property.in(feature))
                        .filter(property -> twin.get(property).isPresent())
                        .forEach(property -> sources.add(new Past.Source(twin.id(), property)))));
        return sources;
    }

    /** Adds what would have been found to what else would have been different. */
    Effect added(Effect effect, Group present, Group proposed) {
        List<String> words = new ArrayList<>(effect.words());
        if (past.readings().isEmpty()) {
            words.add(
                    "Of the lamps themselves nothing was recorded: nobody can say which faults would have been raised.");
            return new Effect(effect.past(), effect.present(), effect.proposed(), words);
        }
        Map<String, FaultKind> before = raised(present);
        Map<String, FaultKind> after = raised(proposed);
        words.add("Faults by what lamps said: " + past.words()
                + " What was asked of them is not recorded, so a level that was not taken is not found.");
        difference(after, before).ifPresent(lamps -> words.add("Raised under the proposed rules only: " + lamps + "."));
        difference(before, after).ifPresent(lamps -> words.add("Raised under the rules in force only: " + lamps + "."));
        return new Effect(effect.past(), figures(effect.present(), before), figures(effect.proposed(), after), words);
    }

    private static Optional<String> difference(Map<String, FaultKind> these, Map<String, FaultKind> those) {
        List<String> names =
                these.keySet().stream().filter(key -> !those.containsKey(key)).toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(Group.names(names));
    }

    private static ObjectNode figures(ObjectNode before, Map<String, FaultKind> raised) {
        ObjectNode json = before.deepCopy();
        ObjectNode counts = json.putObject(FIGURE);
        for (FaultKind kind : FaultKind.values()) {
            counts.put(kind.key(), raised.values().stream().filter(kind::equals).count());
        }
        return json;
    }

    /** By name and kind: {@code b:lamp-1 lamp failure}. */
    private Map<String, FaultKind> raised(Group group) {
        FaultRules rules = group.rules().faults();
        Map<ThingId, LampWatch> watches = new HashMap<>();
        GroupFaults faults = new GroupFaults(rules);
        Map<String, FaultKind> raised = new TreeMap<>();
        Instant next = past.readings().get(0).at();
        List<Past.Told> readings = past.readings();
        int heard = 0;
        while (next.isBefore(past.span().to())) {
            next = next.plus(STEP);
            while (heard < readings.size() && !readings.get(heard).at().isAfter(next)) {
                hear(readings.get(heard), group, watches);
                heard++;
            }
            look(group, faults, watches, next);
            faults.each((kind, site) -> raised.put(site + " " + kind.title(), kind));
        }
        return raised;
    }

    private void hear(Past.Told told, Group group, Map<ThingId, LampWatch> watches) {
        Twin twin = lamps.get(told.thing());
        boolean member = group.lamps().stream().anyMatch(lamp -> lamp.id().equals(told.thing()));
        if (twin == null || !member) {
            return;
        }
        LampWatch watch = watches.computeIfAbsent(told.thing(), LampWatch::new);
        watch.begin(twin);
        Reading<?> reading = told.reading();
        Heard heard = new Heard(
                told.thing(),
                reading.property().feature(),
                reading.property().path(),
                number(reading.value()),
                told.at());
        watch.hear(heard, watch.scene(group.rules().faults(), group.watts(twin), Double.NaN, true), told.at());
    }

    private static double number(Object value) {
        return value instanceof Boolean flag
                ? flag ? 1 : 0
                : Values.as(Double.class, value).orElse(Double.NaN);
    }

    private void look(Group group, GroupFaults faults, Map<ThingId, LampWatch> watches, Instant now) {
        List<GroupFaults.Member> members = new ArrayList<>();
        watches.forEach((id, watch) -> {
            Twin twin = lamps.get(id);
            members.add(new GroupFaults.Member(twin, watch, group.watts(twin), Double.NaN));
        });
        faults.look(new GroupFaults.Round(
                group.rules().faults(), "", group.id().toString(), members, true, List.of(), now));
    }
}
