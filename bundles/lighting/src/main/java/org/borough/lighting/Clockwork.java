// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.borough.lighting.classes.AmbientRule;
import org.borough.lighting.classes.Measured;
import org.borough.lighting.classes.RoadClass;
import org.borough.lighting.photocell.Cell;
import org.borough.lighting.photocell.Dusk;
import org.borough.lighting.photocell.PhotocellRule;
import org.borough.lighting.programs.Timetable;
import org.borough.lighting.rules.Almanac;
import org.borough.lighting.rules.Course;
import org.borough.lighting.rules.Daylight;
import org.borough.lighting.rules.Orders;
import org.borough.lighting.rules.Rules;
import org.borough.lighting.rules.Sky;
import org.borough.thing.ThingId;
import org.borough.twin.Place;

/** What the time of day and of year asks of a group: night or day, program and class. For one thread. */
final class Clockwork {

    private final Rules rules;
    private final Place place;
    private final ZoneId zone;
    private final Almanac almanac;
    private final Course course;
    private final Optional<Dusk> dusk;

    private Clockwork(Rules rules, Place place, ZoneId zone) {
        this.rules = rules;
        this.place = place;
        this.zone = zone;
        this.almanac = new Almanac(place, zone, rules.schedule());
        this.course = new Course(rules, place, zone);
        this.dusk = rules.schedule().daylight() == Daylight.BURN
                ? Optional.empty()
                : rules.plan().photocell().map(Dusk::new);
    }

    /** The one there is if it still fits: what it learned of its photocells is kept. */
    static Clockwork of(Optional<Clockwork> present, Rules rules, Place place, ZoneId zone) {
        return present.filter(one -> one.rules.equals(rules) && one.place.equals(place) && one.zone.equals(zone))
                .orElseGet(() -> new Clockwork(rules, place, zone));
    }

    /**
     * What it comes to at one time.
     *
     * @param findings what is wrong with photocells and the installation, one sentence each
     */
    record Look(
            Sky sky,
            Orders orders,
            List<String> findings,
            Optional<RoadClass> road,
            Optional<Timetable.Standing> standing) {

        /** For the group's thing; nothing of it changes all the time. */
        ObjectNode json(Rules rules) {
            ObjectNode json = Json.object();
            json.put("class", road.map(RoadClass::name).orElse(null));
            json.put(
                    "floorClass",
                    rules.plan().classing().map(one -> one.floor().name()).orElse(null));
            Optional<Timetable.Standing> program =
                    standing.filter(one -> one.choice().isPresent());
            json.put(
                    "program",
                    program.map(one -> one.choice().orElseThrow().program().name())
                            .orElse(null));
            json.put(
                    "because",
                    program.map(one -> one.choice().orElseThrow().why().words()).orElse(null));
            json.put("evening", program.map(one -> one.evening().toString()).orElse(null));
            json.put(
                    "step",
                    program.flatMap(Timetable.Standing::step)
                            .map(one -> one.text())
                            .orElse(null));
            json.put("until", program.map(one -> one.until().toString()).orElse(null));
            json.putObject("levels")
                    .put("floor", orders.levels().floor())
                    .put("dim", orders.levels().dim())
                    .put("full", orders.levels().full())
                    .put("unsensed", orders.levels().unsensed());
            return json;
        }
    }

    /**
     * Looks.
     *
     * @param sensors those that speak for the lamps
     */
    Look at(Instant now, Collection<ThingId> sensors, Senses senses) {
        Sky sun = almanac.at(now);
        Sky sky = dusk.map(one -> one.at(now, sun, cells(senses, now))).orElse(sun);
        Orders orders = course.at(now, measured(sensors, senses, now));
        List<String> findings = new ArrayList<>(dusk.map(Dusk::findings).orElse(List.of()));
        rules.plan().shortfall().ifPresent(findings::add);
        return new Look(sky, orders, List.copyOf(findings), course.road(), course.standing());
    }

    private List<Cell> cells(Senses senses, Instant now) {
        return rules.plan().photocell().map(PhotocellRule::sensors).orElse(List.of()).stream()
                .map(id -> senses.cell(id, now))
                .toList();
    }

    private Measured measured(Collection<ThingId> sensors, Senses senses, Instant now) {
        return rules.plan()
                .classing()
                .map(one -> new Measured(
                        one.traffic()
                                .flatMap(rule -> senses.traffic(
                                        rule,
                                        rule.sensors().isEmpty() ? sensors : rule.sensors(),
                                        rules.sensing().silence(),
                                        now)),
                        one.ambient().flatMap(rule -> ambient(rule, senses, now))))
                .orElse(Measured.NOTHING);
    }

    private Optional<Double> ambient(AmbientRule rule, Senses senses, Instant now) {
        double[] lux = rule.sensors().stream()
                .map(id -> senses.cell(id, now))
                .filter(cell -> !cell.heard().equals(Instant.MIN)
                        && !cell.heard().plus(rules.sensing().silence()).isBefore(now))
                .mapToDouble(Cell::lux)
                .sorted()
                .toArray();
        return lux.length == 0 ? Optional.empty() : Optional.of(lux[lux.length / 2]);
    }

    /** The things that are asked beside the sensors of the lamps. */
    static Stream<ThingId> others(Rules rules) {
        return Stream.of(
                        rules.plan().photocell().stream().flatMap(rule -> rule.sensors().stream()),
                        rules.plan().classing().stream()
                                .flatMap(one -> one.traffic().stream())
                                .flatMap(rule -> rule.sensors().stream()),
                        rules.plan().classing().stream()
                                .flatMap(one -> one.ambient().stream())
                                .flatMap(rule -> rule.sensors().stream()))
                .flatMap(ids -> ids);
    }
}
