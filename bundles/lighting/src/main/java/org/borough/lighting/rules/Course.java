// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.borough.lighting.classes.Classing;
import org.borough.lighting.classes.Measured;
import org.borough.lighting.classes.RoadClass;
import org.borough.lighting.programs.Program;
import org.borough.lighting.programs.Step;
import org.borough.lighting.programs.Timetable;
import org.borough.twin.Place;

/** What class and program ask for as time goes by. For one thread. */
public final class Course {

    /** How often the class of measured traffic is looked at. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Rules rules;
    private final Optional<Classing> classing;
    private final Optional<Timetable> timetable;
    private final ZoneId zone;
    private Optional<RoadClass> road = Optional.empty();
    private Optional<Timetable.Standing> standing = Optional.empty();

    /** Of these rules at a place. */
    public Course(Rules rules, Place place, ZoneId zone) {
        this.rules = rules;
        this.classing = rules.plan().classing();
        this.timetable = rules.plan()
                .calendar()
                .map(calendar -> new Timetable(calendar, zone, new SunOfNight(place, zone, rules.schedule())));
        this.zone = zone;
    }

    /** A level that something asks for, with its reasons. */
    private record Asked(double level, Decision.Rule rule, String reason, String evidence) {}

    /** The class that counts, where there are classes; as of the latest {@link #at}. */
    public Optional<RoadClass> road() {
        return road;
    }

    /** Where the program stands; as of the latest {@link #at}. */
    public Optional<Timetable.Standing> standing() {
        return standing;
    }

    /** The levels that hold now. */
    public Orders at(Instant now, Measured measured) {
        if (rules.plan().isPlain()) {
            return Orders.of(rules);
        }
        LocalDate day = now.atZone(zone).toLocalDate();
        standing = timetable.map(table -> table.at(now));
        Optional<Step> step = standing.flatMap(Timetable.Standing::step);
        Instant until = standing.map(Timetable.Standing::until).orElse(Instant.MAX);
        if (classing.filter(Classing::isAdaptive).isPresent()) {
            until = earlier(until, now.plus(LOOK));
        }
        Asked street = street(Map.of(), measured, day);
        Asked lit = street;
        if (step.isPresent()) {
            Fade fade = fade(standing.orElseThrow(), street, measured, day, now);
            until = earlier(until, fade.until());
            lit = brighter(fade.asked(), street, step.get());
        }
        return new Orders(
                levels(lit.level(), step.flatMap(Step::dim), day), lit.rule(), lit.reason(), lit.evidence(), until);
    }

    private Rules.Levels levels(double lit, Optional<Double> dimmed, LocalDate day) {
        Rules.Levels own = rules.levels();
        double classFloor = classing.map(one -> one.level(one.floor(), day)).orElse(0.0);
        double floor = Math.min(own.full(), Math.max(own.floor(), classFloor));
        double full = Math.max(floor, Math.min(own.full(), lit));
        double dim = Math.max(floor, Math.min(full, dimmed.orElse(own.dim())));
        return new Rules.Levels(floor, dim, full, Math.max(floor, Math.min(full, own.unsensed())));
    }

    /** What the class of the street asks for. */
    private Asked street(Map<String, String> changes, Measured measured, LocalDate day) {
        if (classing.isEmpty()) {
            return new Asked(rules.levels().full(), Decision.Rule.NIGHT, "", "");
        }
        Classing.Need need = classing.get().need(changes, measured);
        road = Optional.of(need.road());
        double level = classing.get().level(need.road(), day);
        return new Asked(
                level,
                need.known() ? Decision.Rule.LIGHTING_CLASS : Decision.Rule.FAILSAFE,
                need.reason() + ", " + Decider.percent(level),
                need.evidence());
    }

    private Asked asked(Step step, Measured measured, LocalDate day) {
        if (step.wanted() instanceof Step.Level level) {
            return new Asked(level.percent(), Decision.Rule.PROGRAM, Decider.percent(level.percent()), "");
        }
        if (step.wanted() instanceof Step.Parameters parameters) {
            return street(parameters.values(), measured, day);
        }
        Classing known = classing.orElseThrow();
        RoadClass wanted =
                known.family().find(((Step.OfClass) step.wanted()).name()).orElseThrow();
        double level = known.level(wanted, day);
        String words = "class " + known.family().words(wanted) + ", " + Decider.percent(level);
        return new Asked(level, Decision.Rule.PROGRAM, words, known.table().id());
    }

    /** What is measured on the street may ask for more than a program that was made at a desk. */
    private Asked brighter(Asked program, Asked street, Step step) {
        boolean measured = classing.filter(Classing::isAdaptive).isPresent();
        if (!measured || step.wanted() instanceof Step.Parameters) {
            return program;
        }
        if (street.level() <= program.level()) {
            String evidence = program.evidence() + "; the street asks for no more: " + street.reason();
            return new Asked(program.level(), program.rule(), program.reason(), evidence);
        }
        return new Asked(
                street.level(),
                street.rule(),
                street.reason() + ", more than " + program.reason(),
                street.evidence() + "; " + program.evidence());
    }

    private record Fade(Asked asked, Instant until) {}

    private Fade fade(Timetable.Standing standing, Asked street, Measured measured, LocalDate day, Instant now) {
        Step step = standing.step().orElseThrow();
        Program program = standing.choice().orElseThrow().program();
        Asked goal = asked(step, measured, day);
        Asked begin =
                standing.before().map(before -> asked(before, measured, day)).orElse(street);
        Asked again = step.wanted() instanceof Step.Parameters ? asked(step, measured, day) : goal;
        String since = Sky.clock(standing.since(), zone);
        String reason = "program " + program.name() + " since " + since + ": " + goal.reason();
        String evidence = "calendar: " + standing.choice().orElseThrow().why().words() + ", the evening of "
                + standing.evening() + (again.evidence().isEmpty() ? "" : "; " + again.evidence());
        Decision.Rule rule = goal.rule() == Decision.Rule.FAILSAFE ? goal.rule() : Decision.Rule.PROGRAM;
        Instant end = standing.since().plus(step.fade());
        double way = goal.level() - begin.level();
        if (!now.isBefore(end) || way == 0) {
            return new Fade(new Asked(goal.level(), rule, reason, evidence), Instant.MAX);
        }
        long parts = Math.max(1, (long) Math.ceil(Math.abs(way) / rules.timing().fadeStep()));
        Duration part = step.fade().dividedBy(parts);
        long done =
                Math.min(parts, Duration.between(standing.since(), now).toMillis() / Math.max(1, part.toMillis()) + 1);
        double level = begin.level() + way * done / parts;
        return new Fade(
                new Asked(level, rule, reason + (done < parts ? ", on the way there" : ""), evidence),
                standing.since().plus(part.multipliedBy(done)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
