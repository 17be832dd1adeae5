// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.borough.talq.Calendar;
import org.borough.talq.ControlProgram;
import org.borough.talq.ControlProgram.ActivePeriod;
import org.borough.talq.RefusedException;
import org.borough.talq.TalqDoor.Route;
import org.borough.talq.TalqError;
import org.borough.talq.TalqJson;

/** The calendars and programs of the CMS, and what they come to in the words of the city's lighting. */
final class Plans {

    static final String CALENDARS = "calendars";
    static final String PROGRAMS = "control-programs";
    static final int MOST_CALENDARS = 200;
    static final int MOST_PROGRAMS = 400;

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final Shelf shelf;
    private final Clock clock;

    Plans(Shelf shelf, Clock clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(new Entities<>(
                        shelf,
                        new Entities.Kind<>(
                                PROGRAMS,
                                ControlProgram.class,
                                ControlProgram::id,
                                MOST_PROGRAMS,
                                Plans::check,
                                this::calendarOf))
                .routes());
        routes.addAll(new Entities<>(
                        shelf,
                        new Entities.Kind<>(
                                CALENDARS,
                                Calendar.class,
                                Calendar::id,
                                MOST_CALENDARS,
                                this::check,
                                this::assignmentOf))
                .routes());
        return routes;
    }

    private static void check(ControlProgram program, Set<String> others) {
        if (!program.type().equals(ControlProgram.ONE)) {
            throw no(PROGRAMS, program.id(), "the type " + program.type());
        }
        if (!program.dynamicControls().isEmpty()
                || !program.astroClockTimeControls().isEmpty()) {
            throw no(PROGRAMS, program.id(), "dynamicControls and astroClockTimeControls");
        }
        for (ActivePeriod period : program.activePeriods()) {
            if (!period.name().equals(ActivePeriod.ABSOLUTE) && !period.name().equals(ActivePeriod.ASTRO)) {
                throw no(PROGRAMS, program.id(), "the period " + period.name());
            }
        }
        if (program.fixedTimeControls().stream()
                .anyMatch(control -> !control.command().state().isLevel())) {
            throw no(PROGRAMS, program.id(), "states other than LevelState");
        }
    }

    private void check(Calendar calendar, Set<String> others) {
        for (String program : calendar.programs()) {
            if (shelf.find(PROGRAMS, program).isEmpty()) {
                throw RefusedException.of(
                        422,
                        TalqError.RELATED_RESOURCE_NOT_FOUND,
                        "The calendar '" + calendar.id() + "' names the program '" + program + "', which is not there.",
                        PROGRAMS,
                        program);
            }
        }
    }

    private static RefusedException no(String kind, String id, String what) {
        return RefusedException.of(
                422,
                TalqError.SERVICE_CONSTRAINT_EXCEEDED,
                "'" + id + "' needs " + what + "; the ControlService of Borough does not do that.",
                kind,
                id);
    }

    private String calendarOf(String program) {
        return shelf.list(CALENDARS).stream()
                .filter(json -> TalqJson.as(json, Calendar.class).programs().contains(program))
                .map(json -> "the calendar " + json.path("id").asText())
                .findFirst()
                .orElse("");
    }

    private String assignmentOf(String calendar) {
        boolean assigned = shelf.list(Assignments.KIND).stream()
                .anyMatch(json -> json.path("entity").path("address").asText().equals(calendar));
        return assigned ? "an assignment" : "";
    }

    /** The rules that a calendar proposes for a group of the city's lighting; what they cannot say is refused. */
    ObjectNode proposal(String id, String author) {
        Calendar calendar = TalqJson.as(
                shelf.find(CALENDARS, id)
                        .orElseThrow(() -> RefusedException.of(
                                422,
                                TalqError.RELATED_RESOURCE_NOT_FOUND,
                                "There is no calendar '" + id + "'.",
                                CALENDARS,
                                id)),
                Calendar.class);
        ObjectNode rules = TalqJson.MAPPER.createObjectNode();
        ArrayNode programs = rules.putArray("programs");
        List<ActivePeriod> suns = new ArrayList<>();
        for (String name : calendar.programs()) {
            ControlProgram program = TalqJson.as(shelf.find(PROGRAMS, name).orElseThrow(), ControlProgram.class);
            programs.add(program(calendar, program));
            program.activePeriods().stream()
                    .filter(period -> period.name().equals(ActivePeriod.ASTRO))
                    .forEach(suns::add);
        }
        ArrayNode entries = rules.putArray("calendar");
        calendar.rules().forEach(rule -> entries.add(entry(calendar, rule)));
        if (!calendar.defaultProgram().isEmpty()) {
            entries.addObject().put("program", calendar.defaultProgram());
        }
        if (suns.stream().distinct().count() > 1) {
            throw cannot(calendar, "programs with different offsets from the sun");
        }
        if (!suns.isEmpty()) {
            rules.put("sunsetOffsetMinutes", suns.get(0).sunsetOffset().orElse(0));
            rules.put("sunriseOffsetMinutes", suns.get(0).sunriseOffset().orElse(0));
        }
        return rules.put("author", author)
                .put("source", Streets.source(id))
                .put("date", LocalDate.now(clock).toString());
    }

    private static JsonNode program(Calendar calendar, ControlProgram program) {
        if (program.activePeriods().stream().anyMatch(period -> period.name().equals(ActivePeriod.ABSOLUTE))) {
            throw cannot(calendar, "the program " + program.id() + " by the clock alone; lamps burn from dusk to dawn");
        }
        if (program.fixedTimeControls().isEmpty()) {
            throw cannot(calendar, "the program " + program.id() + " without fixedTimeControls");
        }
        ObjectNode json = TalqJson.MAPPER.createObjectNode().put("name", program.id());
        ArrayNode steps = json.putArray("steps");
        for (ControlProgram.FixedTimeControl control : program.fixedTimeControls()) {
            ObjectNode step = steps.addObject()
                    .put("at", control.startTime().substring(0, 5))
                    .put("level", control.command().state().percent());
            control.command()
                    .rampToLevelTime()
                    .filter(seconds -> seconds > 0)
                    .ifPresent(seconds -> step.put("fadeMinutes", seconds / 60));
        }
        return json;
    }

    private static JsonNode entry(Calendar calendar, Calendar.Rule rule) {
        ObjectNode entry = TalqJson.MAPPER.createObjectNode().put("program", rule.program());
        if (rule.startDate().isEmpty() != rule.endDate().isEmpty()) {
            throw cannot(calendar, "a rule with only one of startDate and endDate");
        }
        if (!rule.startDate().isEmpty()) {
            entry.put("from", monthDay(calendar, rule.startDate())).put("until", monthDay(calendar, rule.endDate()));
        }
        rule.condition().ifPresent(condition -> days(calendar, condition, entry));
        return entry;
    }

    private static void days(Calendar calendar, Calendar.Condition condition, ObjectNode entry) {
        if (!condition.occurrences().isEmpty()) {
            throw cannot(calendar, "occurrences of a weekday in a month");
        }
        for (Calendar.Days days : condition.days()) {
            for (int day = days.start(); day <= days.end().orElse(days.start()); day++) {
                entry.withArray("days").add(DAYS.get(day - 1));
            }
        }
        for (Calendar.Dates dates : condition.dates()) {
            if (!dates.end().isEmpty()) {
                throw cannot(calendar, "dates with an end; give startDate and endDate of the rule");
            }
            entry.withArray("dates").add(monthDay(calendar, dates.start()));
        }
    }

    private static String monthDay(Calendar calendar, String date) {
        return Optional.of(date)
                .filter(text -> text.matches("--\\d\\d-\\d\\d"))
                .map(text -> text.substring(2))
                .orElseThrow(
                        () -> cannot(calendar, "the date " + date + "; only days of every year, such as --12-24, are"));
    }

    private static RefusedException cannot(Calendar calendar, String what) {
        return RefusedException.of(
                422,
                TalqError.ASSIGNMENT_ENTITY_NOT_VALID,
                "The calendar '" + calendar.id() + "' cannot be put into rules of the city's lighting: " + what + ".",
                CALENDARS,
                calendar.id());
    }
}
