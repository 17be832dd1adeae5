// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.borough.air.rules.AirRules;
import org.borough.plausibility.ClockWatch;
import org.borough.plausibility.Oddities;
import org.borough.plausibility.Range;
import org.borough.plausibility.Standing;
import org.borough.thing.ThingId;
import org.borough.twin.Place;

/** One device that measures the air: its courses and what was strange about its readings. For one thread. */
final class Sensor {

    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final ThingId id;
    private final Map<String, Course> courses = new TreeMap<>();
    private final Oddities<Finding.Kind> oddities = new Oddities<>();
    private final Standing standing = new Standing();
    private final Map<String, ClockWatch<Heard>> clocks = new HashMap<>();
    private final Map<String, Equations> equations = new TreeMap<>();
    private final Instant since;
    private Instant heard = Instant.MIN;
    private Instant first = Instant.MAX;

    /** A sensor that is watched since an instant. */
    Sensor(ThingId id, Instant since) {
        this.id = id;
        this.since = since;
    }

    ThingId id() {
        return id;
    }

    Optional<Place> place() {
        return standing.place();
    }

    Instant heard() {
        return heard;
    }

    /** When the first was measured that is known; {@link Instant#MAX} when nothing is. */
    Instant first() {
        return first;
    }

    Map<String, Course> courses() {
        return courses;
    }

    /** The equations, by quantity. */
    Map<String, Equations> equations() {
        return equations;
    }

    /** The equations of a quantity, perhaps none yet. */
    Equations equations(String quantity) {
        return equations.computeIfAbsent(quantity, key -> new Equations());
    }

    /** Corrects as another does, which has the same id. */
    void correctLike(Sensor other) {
        equations.putAll(other.equations);
    }

    /** One that heard nothing and corrects for ever as this one does now. */
    Sensor frozen() {
        Sensor copy = new Sensor(id, since);
        equations.forEach((quantity, all) -> copy.equations.put(quantity, all.frozen()));
        return copy;
    }

    /** Hears where the device stands. What it measured elsewhere does not speak for the new place. */
    void stands(Optional<Place> now, double movedMetres, Instant at) {
        standing.stands(now, movedMetres).ifPresent(moved -> {
            courses.clear();
            note(Finding.Kind.MOVED, "", at, moved);
        });
    }

    /** Hears a reading. */
    void hear(Heard reading, AirRules.Hours rules) {
        heard = reading.arrived().isAfter(heard) ? reading.arrived() : heard;
        String quantity = reading.quantity();
        Range range = Ranges.ALL.get(quantity);
        if (!range.holds(reading.value())) {
            note(Finding.Kind.IMPOSSIBLE, quantity, reading.arrived(), range.refusal(reading.value()));
            return;
        }
        Course course = courses.computeIfAbsent(quantity, key -> new Course());
        List<Heard> discarded =
                clocks.computeIfAbsent(quantity, key -> new ClockWatch<>()).look(reading);
        discarded.forEach(one -> course.drop(one.at()));
        if (discarded.isEmpty()) {
            count(reading, course, rules);
        }
    }

    private void count(Heard reading, Course course, AirRules.Hours rules) {
        if (reading.ahead().compareTo(AHEAD) > 0) {
            return;
        }
        if (reading.ahead().negated().compareTo(rules.late()) > 0) {
            String words = "a reading of " + reading.at() + " came "
                    + reading.ahead().negated().toMinutes() + " minutes late; "
                    + rules.late().toMinutes() + " are allowed.";
            note(Finding.Kind.LATE, reading.quantity(), reading.arrived(), words);
            return;
        }
        first = reading.at().isBefore(first) ? reading.at() : first;
        Hour.Taken taken = course.take(reading.at(), reading.value());
        if (taken == Hour.Taken.CONTRADICTS) {
            String words = "two values for " + reading.at() + "; " + reading.value() + " counts.";
            note(Finding.Kind.DUPLICATE, reading.quantity(), reading.arrived(), words);
        }
    }

    private void note(Finding.Kind kind, String quantity, Instant at, String words) {
        oddities.note(kind, quantity, at, words);
    }

    /** Drops what is too old to be looked at. */
    void forget(Instant now) {
        courses.values().forEach(course -> course.forget(now));
        oddities.forget(now);
    }

    /** What can be said of it without looking at others. */
    List<Finding> findings(AirRules.Hours rules, Instant now) {
        List<Finding> found = new ArrayList<>();
        oddities.list()
                .forEach(one ->
                        found.add(new Finding(one.kind(), id.toString(), one.quantity(), one.first(), one.evidence())));
        clocks.forEach((quantity, clock) -> {
            if (clock.wrong()) {
                found.add(new Finding(Finding.Kind.CLOCK, id.toString(), quantity, clock.since(), clock.evidence()));
            }
        });
        Instant last = heard.isAfter(since) ? heard : since;
        if (last.plus(rules.silence()).isBefore(now)) {
            String words = heard.equals(Instant.MIN)
                    ? "Nothing was heard since " + since + ", when the service began to listen."
                    : "Last heard " + Duration.between(heard, now).toMinutes() + " minutes ago.";
            found.add(new Finding(Finding.Kind.SILENT, id.toString(), "", last, words));
        }
        return found;
    }

    /** The mean of an hour as it was said; not a number when the hour is not complete. */
    double raw(String quantity, Instant hour, AirRules.Hours rules) {
        Course course = courses.get(quantity);
        return course == null ? Double.NaN : course.mean(hour, rules.complete(), rules.hold());
    }

    /** The mean of an hour, corrected where an equation is in force. */
    double best(String quantity, Instant hour, AirRules.Hours rules) {
        double raw = raw(quantity, hour, rules);
        Equations own = equations.get(quantity);
        return own == null || !Double.isFinite(raw)
                ? raw
                : own.at(hour).map(equation -> equation.concentration(raw)).orElse(raw);
    }
}
