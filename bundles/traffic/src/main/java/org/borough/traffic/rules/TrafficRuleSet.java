// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.borough.rulebook.Fields;
import org.borough.rulebook.RuleSet;
import org.borough.thing.ThingId;
import org.borough.traffic.rules.TrafficRules.Authorship;
import org.borough.traffic.rules.TrafficRules.Choice;
import org.borough.traffic.rules.TrafficRules.Hearing;
import org.borough.traffic.rules.TrafficRules.Learning;
import org.borough.traffic.rules.TrafficRules.Level;
import org.borough.traffic.rules.TrafficRules.Signal;
import org.borough.traffic.rules.TrafficRules.When;

/** Rules out of the JSON object that stands in an area's thing, and back. */
public final class TrafficRuleSet implements RuleSet<TrafficRules> {

    /** Highway Capacity Manual 2010, Exhibit 16-4: travel speed as a percentage of base free-flow speed. */
    private static final List<Level> URBAN_STREETS = List.of(
            new Level("A", 85),
            new Level("B", 67),
            new Level("C", 50),
            new Level("D", 40),
            new Level("E", 30),
            new Level("F", 0));

    private static final ThingId NOBODY = ThingId.parse("none:none");
    private static final long MINUTE = 60;

    @Override
    public Parsed<TrafficRules> read(JsonNode json) {
        Fields fields = new Fields(json);
        List<Level> own = fields.list("levels", TrafficRuleSet::level);
        List<Level> levels = own.size() < 2 ? URBAN_STREETS : own;
        List<String> names = levels.stream().map(Level::name).toList();
        List<Signal> signals = fields.list("signals", signal -> signal(signal, names));
        String congested = fields.oneOf("congestedFrom", names.contains("E") ? "E" : last(names), names);
        TrafficRules rules = new TrafficRules(
                levels,
                congested,
                new Hearing(
                        fields.minutes("lateMinutes", 60, 5, 120),
                        fields.minutes("silenceMinutes", 15, 5, 1440),
                        fields.number("movedMetres", 50, 1, 10_000),
                        fields.number("fastestKmh", 250, 30, 400)),
                new Learning(
                        fields.minutes("learnEveryMinutes", 360, 15, 10_080),
                        fields.minutes("learnFromMinutes", 2880, 240, 10_080),
                        fields.text("learnWith")),
                fields.oneOf("mode", "propose", List.of("propose", "steer")).equals("steer"),
                signals,
                new Authorship(fields.required("author", "A. Planner"), fields.text("source"), fields.date("date")));
        fields.require(
                !fields.has("levels") || falling(own),
                "levels must be two or more, the best first, each above less of the free-flow speed than the one before,"
                        + " the last above 0.");
        return new Parsed<>(rules, fields.problems());
    }

    private static String last(List<String> names) {
        return names.get(names.size() - 1);
    }

    private static boolean falling(List<Level> levels) {
        for (int i = 1; i < levels.size(); i++) {
            if (levels.get(i).above() >= levels.get(i - 1).above()) {
                return false;
            }
        }
        return levels.size() >= 2 && levels.get(levels.size() - 1).above() == 0;
    }

    private static Level level(Fields fields) {
        return new Level(fields.required("name", "A"), fields.number("abovePercent", 0, 0, 100));
    }

    private static Signal signal(Fields fields, List<String> levels) {
        List<String> plans = fields.texts("plans");
        List<Choice> choices = fields.list("choices", choice -> choice(choice, plans, levels));
        fields.require(!plans.isEmpty(), "plans is missing; it must be the plans that the engineer made.");
        String usual = fields.text("usual");
        fields.require(
                plans.contains(usual),
                "usual is '" + usual + "'; it must be one of the plans " + plans + ": plans are never invented.");
        return new Signal(
                thing(fields, "controller"), plans, usual, fields.minutes("holdMinutes", 15, 5, 1440), choices);
    }

    private static Choice choice(Fields fields, List<String> plans, List<String> levels) {
        String plan = fields.text("plan");
        fields.require(
                plans.contains(plan),
                "plan is '" + plan + "'; it must be one of the plans " + plans + ": plans are never invented.");
        When when = fields.oneOf("when", When.LEVEL, When.class);
        String level = fields.oneOf("level", "", levels);
        fields.require(when == When.AIR || !level.isEmpty(), "level is missing; it must be one of " + levels + ".");
        int minutes = fields.whole("minutes", 30, 15, 60);
        fields.require(minutes % 15 == 0, "minutes is " + minutes + "; it must be 15, 30, 45 or 60.");
        return new Choice(plan, when, thing(fields, "of"), level, minutes);
    }

    private static ThingId thing(Fields fields, String key) {
        List<ThingId> things = fields.things(key);
        fields.require(things.size() == 1, key + " must be one thing id.");
        return things.isEmpty() ? NOBODY : things.get(0);
    }

    @Override
    public ObjectNode write(TrafficRules rules) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        rules.levels().forEach(level -> json.withArray("levels")
                .addObject()
                .put("name", level.name())
                .put("abovePercent", level.above()));
        json.put("congestedFrom", rules.congestedFrom())
                .put("lateMinutes", minutes(rules.hearing().late()))
                .put("silenceMinutes", minutes(rules.hearing().silence()))
                .put("movedMetres", rules.hearing().movedMetres())
                .put("fastestKmh", rules.hearing().fastest())
                .put("learnEveryMinutes", minutes(rules.learning().every()))
                .put("learnFromMinutes", minutes(rules.learning().needed()));
        if (!rules.learning().with().isEmpty()) {
            json.put("learnWith", rules.learning().with());
        }
        json.put("mode", rules.steering() ? "steer" : "propose");
        rules.signals().forEach(signal -> write(json.withArray("signals").addObject(), signal));
        json.put("author", rules.authorship().author());
        if (!rules.authorship().source().isEmpty()) {
            json.put("source", rules.authorship().source());
        }
        return json.put("date", rules.authorship().date());
    }

    private static void write(ObjectNode json, Signal signal) {
        json.put("controller", signal.controller().toString());
        signal.plans().forEach(json.withArray("plans")::add);
        json.put("usual", signal.usual()).put("holdMinutes", minutes(signal.hold()));
        signal.choices().forEach(choice -> {
            ObjectNode one = json.withArray("choices")
                    .addObject()
                    .put("plan", choice.plan())
                    .put("when", choice.when().name().toLowerCase(Locale.ROOT))
                    .put("of", choice.of().toString());
            if (choice.when() != When.AIR) {
                one.put("level", choice.level());
            }
            if (choice.when() == When.FORECAST) {
                one.put("minutes", choice.minutes());
            }
        });
    }

    private static double minutes(Duration duration) {
        return duration.toSeconds() / (double) MINUTE;
    }

    @Override
    public Set<String> floors() {
        return Set.of();
    }
}
