// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.borough.air.rules.AirRules;
import org.borough.rulebook.Effect;
import org.borough.thing.ThingId;
import org.borough.twin.History;
import org.borough.twin.Twin;

/** One recorded past, which passes again hour by hour under two sets of rules, by the judgement of the real service. */
final class DryRun {

    private static final int WORDS = 12;

    private final History.Span span;
    private final List<Tape> tapes;
    private final List<Twin> sensors;
    private final Map<ThingId, Sensor> equations;
    private final ZoneId zone;

    /**
     * A past.
     *
     * @param equations sensors that correct as they do now
     */
    DryRun(History.Span span, List<Tape> tapes, List<Twin> sensors, Map<ThingId, Sensor> equations, ZoneId zone) {
        this.span = span;
        this.tapes = tapes;
        this.sensors = sensors;
        this.equations = equations;
        this.zone = zone;
    }

    /** What would have been different. */
    Effect effect(ThingId area, AirRules present, AirRules proposed) {
        if (tapes.isEmpty()) {
            return Effect.unknown("Nothing was recorded of the sensors of this area in the last "
                    + Duration.between(span.from(), span.to()).toDays()
                    + " days. Without a past nobody can say what would have been different.");
        }
        DryFigures now = run(area, present);
        DryFigures then = run(area, proposed);
        return new Effect(past(), now.json(), then.json(), words(now, then));
    }

    private Instant start() {
        long first = tapes.stream().mapToLong(tape -> tape.at()[0]).min().orElseThrow();
        return Instant.ofEpochMilli(first).truncatedTo(ChronoUnit.HOURS);
    }

    private String past() {
        long readings = tapes.stream().mapToLong(tape -> tape.at().length).sum();
        boolean gathered = tapes.stream().anyMatch(Tape::gathered);
        long hours = Duration.between(start(), span.to()).toHours();
        return readings + (gathered ? " readings and means of ten minutes" : " readings") + " of "
                + tapes.stream().map(Tape::sensor).distinct().count() + " sensors in " + hours + " hours, of "
                + Duration.between(span.from(), span.to()).toHours() + " that were asked for.";
    }

    private DryFigures run(ThingId id, AirRules rules) {
        Area area = Area.dry(id, zone);
        area.adopt(rules);
        Map<ThingId, Sensor> members = members(area);
        int[] heard = new int[tapes.size()];
        DryFigures figures = new DryFigures();
        Instant end = span.to().truncatedTo(ChronoUnit.HOURS);
        for (Instant hour = start().plus(1, ChronoUnit.HOURS);
                !hour.isAfter(end);
                hour = hour.plus(1, ChronoUnit.HOURS)) {
            hear(area, members, heard, hour);
            Instant now = hour;
            members.values().forEach(sensor -> sensor.forget(now));
            area.look(hour);
            figures.note(area, hour);
        }
        return figures;
    }

    private Map<ThingId, Sensor> members(Area area) {
        Map<ThingId, Sensor> members = new HashMap<>();
        Set<ThingId> references = new HashSet<>();
        List<Sensor> all = new ArrayList<>();
        for (Twin twin : Membership.of(sensors, area.id(), area.rules().members())) {
            Sensor sensor = new Sensor(twin.id(), start());
            sensor.stands(twin.place(), area.rules().plausibility().movedMetres(), start());
            if (equations.containsKey(twin.id())) {
                sensor.correctLike(equations.get(twin.id()));
            }
            if (Membership.isReference(twin)) {
                references.add(twin.id());
            }
            members.put(twin.id(), sensor);
            all.add(sensor);
        }
        area.link(all, references);
        return members;
    }

    private void hear(Area area, Map<ThingId, Sensor> members, int[] heard, Instant until) {
        for (int i = 0; i < tapes.size(); i++) {
            Sensor sensor = members.get(tapes.get(i).sensor());
            if (sensor != null) {
                List<Heard> said = tapes.get(i).before(heard[i], until);
                said.forEach(one -> sensor.hear(one, area.rules().hours()));
                heard[i] += said.size();
            }
        }
    }

    private static List<String> words(DryFigures now, DryFigures then) {
        List<String> words = new ArrayList<>();
        words.add("Alerts of the proposed rules: " + list(then.alerts()));
        words.add("Alerts of the rules in force: " + list(now.alerts()));
        List<String> hours = new ArrayList<>();
        then.levels().forEach((hour, level) -> {
            String was = now.levels().getOrDefault(hour, "unknown");
            if (!was.equals(level)) {
                hours.add(hour + " " + was + " -> " + level);
            }
        });
        words.add("Hours with another index: " + list(hours));
        List<String> out = new ArrayList<>();
        then.excluded().forEach((sensor, kinds) -> {
            if (!kinds.equals(now.excluded().get(sensor))) {
                out.add(sensor + " (" + String.join(", ", kinds) + ")");
            }
        });
        words.add("Sensors left out otherwise than now: " + list(out));
        words.add("Equations correct as they did then; clocks that were off and readings that came late are not"
                + " recorded as such.");
        return words;
    }

    private static String list(List<String> all) {
        if (all.isEmpty()) {
            return "none.";
        }
        String more = all.size() > WORDS ? " and " + (all.size() - WORDS) + " more" : "";
        return String.join("; ", all.subList(0, Math.min(WORDS, all.size()))) + more + ".";
    }
}
