// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.borough.air.rules.AirRules;
import org.borough.air.rules.AirRules.Adoption;

/**
 * The equations of one quantity of a sensor: the one in force, those before it, and one that waits for a person's word.
 * Lines, because on the recorded data of citizens' sensors nothing longer was better on days that it had not seen. For
 * one thread.
 */
final class Equations {

    private static final int KEPT = 8;
    private static final int LOOK_HOURS = 24;
    private static final double CLEARLY = 1.1;

    private final Deque<Calibrated> used = new ArrayDeque<>();
    private Optional<Calibrated> proposed = Optional.empty();
    private String why = "";
    private Pairs pairs = new Pairs("");

    /** Notes which station the sensor stands beside; hours beside another one tell nothing about it. */
    Pairs beside(String station) {
        if (!pairs.station().equals(station)) {
            pairs = new Pairs(station);
        }
        return pairs;
    }

    Optional<Calibrated> inForce() {
        return Optional.ofNullable(used.peekFirst());
    }

    Optional<Calibrated> proposed() {
        return proposed;
    }

    String why() {
        return why;
    }

    /** The equation that corrects an hour. */
    Optional<Calibrated> at(Instant hour) {
        return used.stream().filter(one -> one.validity().in(hour)).findFirst();
    }

    /** One that corrects the same way and learns nothing. */
    Equations frozen() {
        Equations copy = new Equations();
        copy.used.addAll(used);
        return copy;
    }

    boolean isEmpty() {
        return used.isEmpty() && proposed.isEmpty() && pairs.station().isEmpty();
    }

    /** Looks at the hours beside the station; returns whether another equation came into force. */
    boolean look(AirRules.Calibration rules, Instant last) {
        pairs.close(last);
        watch();
        boolean due = used.isEmpty() || pairs.fresh() >= LOOK_HOURS;
        if (!due) {
            return false;
        }
        Optional<Calibrated.Fit> fit = used.isEmpty() ? first(rules) : again(rules);
        fit.ifPresent(one -> {
            pairs.looked();
            proposed = Optional.of(
                    Calibrated.proposed(inForce().map(Calibrated::version).orElse(0) + 1, one));
        });
        boolean at = rules.adoption() == Adoption.ALL || used.isEmpty() && rules.adoption() == Adoption.FIRST;
        return at && proposed.isPresent() && adopt(last, "service:air, by equationAdoption");
    }

    private void watch() {
        inForce().ifPresent(equation -> pairs.drift(new PairSums.Line(
                        equation.fit().intercept(), equation.fit().slope()))
                .ifPresent(mean -> {
                    used.removeFirst();
                    used.addFirst(equation.drifting(mean));
                }));
    }

    private Optional<Calibrated.Fit> first(AirRules.Calibration rules) {
        why = "The first equation of this sensor.";
        return pairs.fit(pairs.days(), rules.hours()).filter(fit -> fit.rmse() < fit.rawRmse());
    }

    /** A better one, if there is: after drift by what came lately only. */
    private Optional<Calibrated.Fit> again(AirRules.Calibration rules) {
        Calibrated present = inForce().orElseThrow();
        NavigableMap<LocalDate, PairSums> days = pairs.latest(rules.hours());
        PairSums all = Pairs.sum(days);
        double error = Math.sqrt(all.squares(new PairSums.Line(
                        present.fit().intercept(), present.fit().slope()))
                / Math.max(1, all.n()));
        Optional<Calibrated.Fit> fit = pairs.fit(days, rules.hours()).filter(one -> error > CLEARLY * one.rmse());
        fit.ifPresent(one -> why = "In the last " + one.hours() + " hours beside " + one.reference() + " version "
                + present.version() + " was " + Json.words(error) + " off (root mean square); this one "
                + Json.words(one.rmse()) + ", on days it was not fitted to.");
        return fit;
    }

    /** Has the proposed equation correct from an hour on. */
    boolean adopt(Instant from, String by) {
        Calibrated next = proposed.orElseThrow().adopted(from, by);
        inForce().ifPresent(before -> {
            used.removeFirst();
            used.addFirst(before.until(from));
        });
        used.addFirst(next);
        while (used.size() > KEPT) {
            used.removeLast();
        }
        proposed = Optional.empty();
        why = "";
        return true;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        inForce().ifPresent(equation -> json.set("inForce", equation.json()));
        used.stream().skip(1).forEach(one -> json.withArray("earlier").add(one.json()));
        proposed.ifPresent(one -> json.set("proposed", one.json().put("why", why)));
        json.set("pairs", pairs.json());
        return json;
    }

    void restore(JsonNode json) {
        Stream.concat(Stream.of(json.path("inForce")), stream(json.path("earlier")))
                .filter(JsonNode::isObject)
                .forEach(one -> used.addLast(Calibrated.of(one)));
        if (json.path("proposed").isObject()) {
            proposed = Optional.of(Calibrated.of(json.path("proposed")));
            why = json.path("proposed").path("why").asText();
        }
        if (json.path("pairs").isObject()) {
            pairs = Pairs.of(json.path("pairs"));
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        Stream.Builder<JsonNode> all = Stream.builder();
        array.forEach(all::add);
        return all.build();
    }
}
