// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The hours in which a sensor stood beside a reference station: those of the last two days one by one, as late readings
 * may put them right, older ones as sums of their day. For one thread.
 */
final class Pairs {

    private static final int KEPT_DAYS = 60;
    private static final int FEWEST_DAYS = 3;
    private static final int DRIFT_HOURS = 48;

    private final String station;
    private final NavigableMap<LocalDate, PairSums> closed = new TreeMap<>();
    private final NavigableMap<Instant, double[]> open = new TreeMap<>();
    private final NavigableSet<Instant> barred = new TreeSet<>();
    private Instant closedUntil = Instant.MIN;
    private int fresh;

    Pairs(String station) {
        this.station = station;
    }

    String station() {
        return station;
    }

    /** How many hours came since the last fit. */
    int fresh() {
        return fresh;
    }

    void looked() {
        fresh = 0;
    }

    /** Notes an hour; one that was noted before is put right while it is open. */
    void note(Instant hour, double raw, double truth) {
        if (barred.contains(hour) || !hour.isAfter(closedUntil)) {
            return;
        }
        if (open.put(hour, new double[] {raw, truth}) == null) {
            fresh++;
        }
    }

    /** Takes back the last hours: the station, or the sensor, was found not to be believed in them. */
    void bar(Instant hour, int hours) {
        for (int back = 0; back < hours; back++) {
            Instant one = hour.minus(back, ChronoUnit.HOURS);
            barred.add(one);
            open.remove(one);
        }
    }

    /** Closes what no late reading can change any more, and drops what is too old. */
    void close(Instant last) {
        Instant until = last.minus(Course.KEPT, ChronoUnit.HOURS);
        NavigableMap<Instant, double[]> past = open.headMap(until, true);
        past.forEach((hour, pair) -> closed.merge(day(hour), PairSums.of(pair[0], pair[1]), PairSums::plus));
        past.clear();
        barred.headSet(until, true).clear();
        closedUntil = until.isAfter(closedUntil) ? until : closedUntil;
        closed.headMap(day(last).minusDays(KEPT_DAYS)).clear();
    }

    private static LocalDate day(Instant hour) {
        return LocalDate.ofInstant(hour, ZoneOffset.UTC);
    }

    /** All days with their sums. */
    NavigableMap<LocalDate, PairSums> days() {
        NavigableMap<LocalDate, PairSums> days = new TreeMap<>(closed);
        open.forEach((hour, pair) -> days.merge(day(hour), PairSums.of(pair[0], pair[1]), PairSums::plus));
        return days;
    }

    /** The latest days that hold so many hours. */
    NavigableMap<LocalDate, PairSums> latest(int hours) {
        NavigableMap<LocalDate, PairSums> days = days();
        double there = 0;
        for (Map.Entry<LocalDate, PairSums> day : days.descendingMap().entrySet()) {
            there += day.getValue().n();
            if (there >= hours) {
                return days.tailMap(day.getKey(), true);
            }
        }
        return days;
    }

    static PairSums sum(NavigableMap<LocalDate, PairSums> days) {
        return days.values().stream().reduce(PairSums.NONE, PairSums::plus);
    }

    /** The mean of what a line was off in the last two days beside the station; empty when none were. */
    Optional<Double> drift(PairSums.Line line) {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Instant since = open.lastKey().minus(DRIFT_HOURS, ChronoUnit.HOURS);
        double mean = open.tailMap(since).values().stream()
                .mapToDouble(pair -> Math.max(0, line.intercept() + line.slope() * pair[0]) - pair[1])
                .average()
                .orElse(0);
        return Optional.of(mean);
    }

    /** The line of some days, with its error on each of them by the line of the others; empty when they are too few. */
    Optional<Calibrated.Fit> fit(NavigableMap<LocalDate, PairSums> days, int needed) {
        PairSums all = sum(days);
        if (all.n() < needed || days.size() < FEWEST_DAYS) {
            return Optional.empty();
        }
        double tested = days.values().stream()
                .mapToDouble(day -> day.squares(all.minus(day).line()))
                .sum();
        double raw = all.squares(new PairSums.Line(0, 1));
        PairSums.Line line = all.line();
        return Optional.of(new Calibrated.Fit(
                station,
                open.isEmpty() ? closedUntil.toString() : open.lastKey().toString(),
                line.intercept(),
                line.slope(),
                (int) all.n(),
                days.size(),
                Math.sqrt(tested / all.n()),
                Math.sqrt(raw / all.n())));
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("station", station).put("fresh", fresh);
        json.put("hours", (int) sum(days()).n());
        json.put("closedUntil", closedUntil.toString());
        ObjectNode days = json.putObject("days");
        closed.forEach((day, sums) -> days.set(day.toString(), sums.json()));
        ObjectNode last = json.putObject("lastHours");
        open.forEach((hour, pair) -> last.putArray(hour.toString()).add(pair[0]).add(pair[1]));
        return json;
    }

    static Pairs of(JsonNode json) {
        Pairs pairs = new Pairs(json.path("station").asText());
        pairs.closedUntil = Instant.parse(json.path("closedUntil").asText(Instant.MIN.toString()));
        json.path("days")
                .fields()
                .forEachRemaining(day -> pairs.closed.put(LocalDate.parse(day.getKey()), PairSums.of(day.getValue())));
        json.path("lastHours")
                .fields()
                .forEachRemaining(hour -> pairs.open.put(Instant.parse(hour.getKey()), new double[] {
                    hour.getValue().path(0).asDouble(), hour.getValue().path(1).asDouble()
                }));
        pairs.fresh = json.path("fresh").asInt();
        return pairs;
    }
}
