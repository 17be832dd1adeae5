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
import java.util.concurrent.TimeUnit;
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
    private final Map<String, Calibrated> equations = new TreeMap<>();
    private Instant heard = Instant.MIN;

    Sensor(ThingId id) {
        this.id = id;
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

    Map<String, Course> courses() {
        return courses;
    }

    /** The equations in force, by quantity. */
    Map<String, Calibrated> equations() {
        return equations;
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
        if (heard.plus(rules.silence()).isBefore(now)) {
            String words = heard.equals(Instant.MIN)
                    ? "Nothing was heard since the service started."
                    : "Last heard "
                            + TimeUnit.SECONDS.toMinutes(
                                    Duration.between(heard, now).toSeconds()) + " minutes ago.";
            found.add(new Finding(Finding.Kind.SILENT, id.toString(), "", heard, words));
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
        Calibrated equation = equations.get(quantity);
        return equation == null ? raw : equation.concentration(raw);
    }
}
