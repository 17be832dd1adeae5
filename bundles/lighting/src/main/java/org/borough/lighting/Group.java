// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.borough.lighting.faults.GroupFaults;
import org.borough.lighting.rules.ManualLevel;
import org.borough.lighting.rules.Presence;
import org.borough.lighting.rules.Rules;
import org.borough.lighting.rules.RulesJson;
import org.borough.lighting.rules.Sky;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.twin.Place;
import org.borough.twin.Twin;

/** One group of lamps under one set of rules. For the thread that steers. */
final class Group {

    private static final Duration LONGEST_STEP = Duration.ofMinutes(10);
    private static final int DECISIONS = 20;
    private static final int NAMES = 3;

    private final ThingId id;
    private final Defaults defaults;
    private final Diary diary = new Diary(DECISIONS);
    private final List<Lamp> lamps = new ArrayList<>();
    private JsonNode adopted = MissingNode.getInstance();
    private RulesJson.Parsed parsed;
    private Rules rules;
    private boolean valid;
    private OverrideAttribute.Parsed manual = new OverrideAttribute.Parsed(ManualLevel.NONE, List.of());
    private List<String> linkProblems = List.of();
    private String unwritten = "";
    private Optional<Place> middle = Optional.empty();
    private Clockwork clockwork;
    private Clockwork.Look look;
    private final GroupFaults faults;
    private Energy energy;
    private Instant accounted;

    Group(ThingId id, Defaults defaults, Instant now) {
        this.id = id;
        this.defaults = defaults;
        this.energy = Energy.none(now);
        this.accounted = now;
        adopt(Json.object());
        this.faults = new GroupFaults(rules.faults());
        this.look = clockwork.at(now, List.of(), new Senses(false));
    }

    /**
     * Takes the configuration that stands in the group's thing. When it is wrong the last valid rules stay in force; when
     * there never were any the lamps are not dimmed.
     */
    boolean adopt(JsonNode configuration) {
        if (configuration.equals(adopted)) {
            return false;
        }
        adopted = configuration;
        parsed = RulesJson.read(configuration);
        if (parsed.valid()) {
            rules = parsed.rules();
            valid = true;
        } else if (!valid) {
            rules = parsed.rules().undimmed();
        }
        relocate();
        return true;
    }

    /** Takes up what it wrote into its thing before a restart. */
    void restore(JsonNode state, Instant now) {
        RulesJson.Parsed last = RulesJson.read(Json.withoutNulls(state.path("rules")));
        if (last.valid()) {
            rules = last.rules();
            valid = true;
            relocate();
        }
        diary.restore(state.path("decisions"));
        faults.restore(state);
        energy = Energy.read(state.path("energy"), now);
        manual = new OverrideAttribute.Parsed(Json.manual(state.path("override")), List.of());
    }

    /** Takes the manual level that stands in the group's thing. */
    void manual(JsonNode attribute, Optional<Known.Touch> touch, Instant now) {
        if (touch.isEmpty() && attribute.toString().equals(manual.manual().asked())) {
            return;
        }
        manual = OverrideAttribute.read(
                attribute,
                touch.orElse(new Known.Touch(Optional.empty(), "somebody", "", now)),
                rules.timing().manual());
    }

    /** Takes its lamps, and where their middle is. */
    void link(List<Lamp> members, Optional<Place> middle, List<String> problems) {
        lamps.clear();
        lamps.addAll(members);
        linkProblems = List.copyOf(problems);
        this.middle = middle;
        relocate();
    }

    /** Takes what keeps its rulebook from being written; empty when nothing does. */
    void unwritten(String problem) {
        unwritten = problem;
    }

    private void relocate() {
        Place place = rules.schedule().place().or(() -> middle).orElse(defaults.place());
        clockwork = Clockwork.of(Optional.ofNullable(clockwork), rules, place, defaults.zone());
    }

    /** Looks at the sky, at class and program. */
    Clockwork.Look look(Instant now, Senses senses) {
        look = clockwork.at(now, sensors(), senses);
        return look;
    }

    private List<ThingId> sensors() {
        return lamps.stream()
                .flatMap(lamp -> lamp.sensors().stream())
                .distinct()
                .toList();
    }

    /** Accounts for the energy since the last call. What passed while nobody was looking counts for neither side. */
    void account(Map<ThingId, Twin> twins, Instant now) {
        Duration time = Duration.between(accounted, now);
        accounted = now;
        if (time.isNegative() || time.compareTo(LONGEST_STEP) > 0) {
            time = Duration.ZERO;
        }
        Energy sum = energy.recount();
        double full = sky().night() ? rules.levels().full() : 0;
        for (Lamp lamp : lamps) {
            Twin twin = twins.get(lamp.id());
            if (twin != null) {
                sum = sum.plus(lamp.meter()
                        .account(
                                lamp.watch(),
                                rules.faults(),
                                new Meter.Span(watts(twin), full, lamp.wanted(), time),
                                now));
            }
        }
        energy = sum;
    }

    double watts(Twin twin) {
        return twin.attribute("ratedPower", Double.class).orElse(rules.ratedPowerWatts());
    }

    /** How the group is, for the operator. */
    Status status(Map<ThingId, Sensor> sensors, Instant now) {
        List<String> problems = new ArrayList<>();
        if (!parsed.valid()) {
            problems.add((valid
                            ? "The new rules are refused, those of " + rules.authorship() + " stay in force: "
                            : "The rules are refused, the lamps are not dimmed: ")
                    + String.join(" ", parsed.problems()));
        }
        problems.addAll(manual.problems());
        problems.addAll(linkProblems);
        problems.addAll(look.findings());
        if (!unwritten.isEmpty()) {
            problems.add(unwritten);
        }
        faults.problem().ifPresent(problems::add);
        silent(sensors, now).ifPresent(problems::add);
        lamps.stream()
                .map(Lamp::refusal)
                .filter(refusal -> !refusal.isEmpty())
                .findFirst()
                .ifPresent(problems::add);
        return problems.isEmpty()
                ? Status.ok("Lamps: " + lamps.size() + ", " + sky().words() + ".")
                : Status.degraded(String.join(" ", problems));
    }

    private Optional<String> silent(Map<ThingId, Sensor> sensors, Instant now) {
        TreeSet<ThingId> silent = new TreeSet<>();
        for (Lamp lamp : lamps) {
            for (ThingId sensor : lamp.sensors()) {
                Presence presence = sensors.getOrDefault(sensor, Sensor.unheard(sensor))
                        .presence(rules.sensing().silence(), now);
                if (presence instanceof Presence.Silent) {
                    silent.add(sensor);
                }
            }
        }
        if (silent.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(names(silent.stream().map(ThingId::toString).toList())
                + (silent.size() == 1 ? " is" : " are") + " silent for more than "
                + rules.sensing().silence().toSeconds()
                + " s: their lamps burn at full level. Check power and radio of the sensors.");
    }

    static String names(List<String> all) {
        return all.size() <= NAMES
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, NAMES)) + " and " + (all.size() - NAMES) + " more";
    }

    ThingId id() {
        return id;
    }

    Rules rules() {
        return rules;
    }

    List<Lamp> lamps() {
        return lamps;
    }

    ManualLevel manual() {
        return manual.manual();
    }

    Sky sky() {
        return look.sky();
    }

    Clockwork.Look look() {
        return look;
    }

    GroupFaults faults() {
        return faults;
    }

    Energy energy() {
        return energy;
    }

    Diary diary() {
        return diary;
    }
}
