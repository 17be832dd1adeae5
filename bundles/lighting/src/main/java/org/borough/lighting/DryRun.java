// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.borough.lighting.rules.Decider;
import org.borough.rulebook.Effect;
import org.borough.rulebook.Past;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Twin;

/** One recorded past, which passes again under two sets of rules by the decisions of the real service. */
final class DryRun {

    private static final Cause DEVICES = Cause.of("integration:devices", "");

    private final Past past;
    private final Map<ThingId, Twin> lamps;
    private final Senses senses = new Senses(true);
    private final Map<ThingId, NavigableMap<Instant, Sensor>> told = new HashMap<>();

    DryRun(Past past, Map<ThingId, Twin> sensors, Map<ThingId, Twin> lamps) {
        this.past = past;
        this.lamps = lamps;
        sensors.keySet().forEach(id -> told.put(id, new TreeMap<>()));
        Map<Property<?>, Map<ThingId, Object>> values = new HashMap<>();
        for (Past.Told reading : past.readings()) {
            Twin twin = sensors.get(reading.thing());
            NavigableMap<Instant, Sensor> states = told.get(twin.id());
            Sensor before = states.isEmpty()
                    ? unheard(twin, reading.at())
                    : states.lastEntry().getValue();
            Map<ThingId, Object> latest =
                    values.computeIfAbsent(reading.reading().property(), key -> new HashMap<>());
            Object value = reading.reading().value();
            Object was = latest.put(twin.id(), value);
            Change change = change(reading, Optional.ofNullable(was), value);
            states.put(reading.at(), before.after(twin, change));
            senses.changed(twin, change);
        }
    }

    private static Sensor unheard(Twin twin, Instant watched) {
        return new Sensor(twin.id(), twin.place(), false, Instant.MIN, Instant.MIN, watched);
    }

    private static Change change(Past.Told told, Optional<Object> before, Object after) {
        Property<?> property = told.reading().property();
        return new Change(
                told.thing(),
                0,
                Change.Part.PROPERTY,
                property.feature(),
                property.path(),
                before,
                Optional.of(after),
                told.at(),
                DEVICES);
    }

    /** What would have been different. */
    Effect effect(Group present, Group proposed) {
        if (!told.isEmpty() && past.readings().isEmpty()) {
            return Effect.unknown(past.words() + " Without a past nobody can say what would have been different.");
        }
        Instant start =
                told.isEmpty() ? past.span().from() : past.readings().get(0).at();
        Figures now = run(present, start);
        Figures then = run(proposed, start);
        String words = told.isEmpty() ? "No sensor speaks for these lamps: 7 days of sun." : past.words();
        return new Effect(words, now.json(), then.json(), words(now, then));
    }

    private static List<String> words(Figures now, Figures then) {
        List<String> words = new ArrayList<>();
        if (then.least() < now.least()) {
            words.add("It would get darker than ever under the rules in force: " + Decider.percent(then.least())
                    + " instead of " + Decider.percent(now.least()) + ".");
        }
        if (now.isUncounted() || then.isUncounted()) {
            words.add("Some lamps have no rated power: their energy is not counted.");
        }
        words.add("Levels that people set by hand are left out.");
        return words;
    }

    private Figures run(Group group, Instant start) {
        Replay replay = new Replay(group, told, senses, start, past.span().to());
        Figures figures = new Figures();
        Map<Lamp.Sources, List<Lamp>> alike = new HashMap<>();
        group.lamps().forEach(lamp -> alike.computeIfAbsent(lamp.sources(), key -> new ArrayList<>())
                .add(lamp));
        alike.forEach((sensors, members) -> {
            double watts = members.stream()
                    .mapToDouble(lamp -> group.watts(lamps.get(lamp.id())))
                    .sum();
            boolean counted = members.stream().allMatch(lamp -> group.watts(lamps.get(lamp.id())) > 0);
            replay.run(
                    sensors,
                    figures.of(
                            members.size(),
                            watts,
                            counted,
                            group.rules().levels().full()));
        });
        return figures;
    }
}
