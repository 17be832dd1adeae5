// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.borough.lighting.classes.Classing;
import org.borough.lighting.classes.ClassingJson;
import org.borough.lighting.classes.RoadClass;
import org.borough.lighting.photocell.PhotocellRule;
import org.borough.lighting.programs.Calendar;
import org.borough.lighting.programs.Entry;
import org.borough.lighting.programs.ProgramsJson;
import org.borough.lighting.programs.Step;
import org.borough.rulebook.Fields;

/** Reads plans, and holds them against the floor. */
final class PlanJson {

    /** The keys that this reads. */
    static final List<String> KEYS = Stream.of(ClassingJson.keys(), ProgramsJson.KEYS, List.of(PhotocellRule.KEY))
            .flatMap(List::stream)
            .toList();

    private static final List<String> WANTED = List.of("level", "class", "parameters");

    private PlanJson() {}

    /** Reads what stands about classes and programs in rules. */
    static Plan read(Fields fields, JsonNode json) {
        Optional<Classing> classing = ClassingJson.read(fields, day(json));
        Optional<Calendar> calendar = ProgramsJson.read(fields, (inner, where) -> wanted(inner, where, classing));
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        KEYS.stream().filter(json::hasNonNull).forEach(key -> written.set(key, json.get(key)));
        return new Plan(classing, calendar, PhotocellRule.read(fields), written);
    }

    private static LocalDate day(JsonNode json) {
        try {
            return LocalDate.parse(json.path("date").asText());
        } catch (DateTimeParseException e) {
            // The date itself is refused where it is read.
            return LocalDate.EPOCH.plusYears(56);
        }
    }

    private static Optional<Step.Wanted> wanted(Fields fields, String where, Optional<Classing> classing) {
        long given = WANTED.stream().filter(fields::has).count();
        fields.require(given == 1, "give one of level (percent), class (a lighting class) and parameters.");
        if (fields.has("level")) {
            return Optional.of(new Step.Level(fields.number("level", 100, 0, 100)));
        }
        fields.require(given != 1 || classing.isPresent(), where + " speaks of classes: lightingClass is missing.");
        if (classing.isEmpty()) {
            fields.object();
            return Optional.empty();
        }
        if (fields.has("class")) {
            String name = fields.text("class");
            fields.require(
                    classing.get().family().find(name).isPresent(),
                    "class is \"" + name + "\"; it must be one of "
                            + classing.get().family().names() + ".");
            return Optional.of(new Step.OfClass(name));
        }
        return fields.inside(
                        "parameters",
                        inner -> ClassingJson.some(inner, classing.get().family()))
                .map(Step.Parameters::new);
    }

    /** Refuses what falls below the floor: whatever else the rules say, a street never gets darker than that. */
    static void hold(Fields fields, Plan plan, Rules.Levels levels) {
        double floor = Math.max(plan.floor(), levels.floor());
        String why = why(plan, levels);
        plan.classing().ifPresent(classing -> {
            below(fields, "dimLevel " + Decider.percent(levels.dim()), levels.dim(), floor, why);
            below(fields, "unsensedLevel " + Decider.percent(levels.unsensed()), levels.unsensed(), floor, why);
            below(fields, "fullLevel " + Decider.percent(levels.full()), levels.full(), floor, why);
        });
        plan.calendar().stream()
                .flatMap(calendar -> calendar.entries().stream())
                .map(Entry::program)
                .distinct()
                .forEach(program -> program.steps().forEach(step -> {
                    String where = "The program " + program.name() + " at " + step.text() + " asks for ";
                    double level = least(step.wanted(), plan);
                    below(fields, where + words(step.wanted()) + Decider.percent(level), level, floor, why);
                    step.dim()
                            .ifPresent(
                                    dim -> below(fields, where + "dimLevel " + Decider.percent(dim), dim, floor, why));
                }));
    }

    private static void below(Fields fields, String what, double level, double floor, String why) {
        fields.require(
                level >= floor,
                what + ", which is below " + why + ". Raise it to " + Decider.percent(floor)
                        + ", or lower the floor and name the source that allows it.");
    }

    private static String why(Plan plan, Rules.Levels levels) {
        if (levels.floor() >= plan.floor()) {
            return "floorLevel " + Decider.percent(levels.floor());
        }
        Classing classing = plan.classing().orElseThrow();
        return "the floor class " + classing.family().words(classing.floor()) + ": that is "
                + Decider.percent(plan.floor()) + " of the installed "
                + classing.family().words(classing.installed());
    }

    private static double least(Step.Wanted wanted, Plan plan) {
        if (wanted instanceof Step.Level level) {
            return level.percent();
        }
        // Parameters may come to any class: what they come to is raised to the floor when they apply.
        return wanted instanceof Step.OfClass of
                ? plan.classing().map(classing -> share(classing, of.name())).orElse(100.0)
                : 100;
    }

    private static double share(Classing classing, String name) {
        return classing.family()
                .find(name)
                .map((RoadClass road) -> classing.share(road))
                .orElse(100.0);
    }

    private static String words(Step.Wanted wanted) {
        return wanted instanceof Step.OfClass of ? "class " + of.name() + ", " : "";
    }
}
