// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.borough.air.calibration.Equation;
import org.borough.air.calibration.Observation;
import org.borough.air.calibration.Recipe;
import org.borough.air.calibration.Sample;
import org.borough.air.calibration.Term;
import org.borough.learning.RidgeFit;
import org.borough.learning.Skill;

/**
 * The hours in which a sensor stands beside a reference station, and the line that they give. A line, because on the
 * recorded data of citizens' sensors nothing longer was better in days that it had not seen.
 */
final class CoLocation {

    private static final String RAW = "raw";
    private static final double PENALTY = 5;
    private static final int KEPT_HOURS = 60 * 24;
    private static final int REFIT_HOURS = 24;
    private static final int DRIFT_HOURS = 48;
    private static final int FEWEST_DAYS = 3;
    private static final Recipe LINE =
            new Recipe("line", List.of(Term.of(RAW)), false, new RidgeFit(PENALTY).presuming(1));

    private final String reference;
    private final NavigableMap<Instant, Sample> samples = new TreeMap<>();
    private final NavigableSet<Instant> barred = new TreeSet<>();
    private int fresh;

    CoLocation(String reference) {
        this.reference = reference;
    }

    String reference() {
        return reference;
    }

    /** Notes an hour; one that was noted before is put right. */
    void note(Instant hour, double raw, double truth) {
        if (barred.contains(hour)) {
            return;
        }
        Observation said = new Observation(LocalDateTime.ofInstant(hour, ZoneOffset.UTC), Map.of(RAW, raw));
        if (samples.put(hour, new Sample(said, truth)) == null) {
            fresh++;
        }
        samples.headMap(hour.minus(KEPT_HOURS, ChronoUnit.HOURS)).clear();
    }

    /** Takes back the last hours: the station, or the sensor, was found not to be believed in them. */
    void bar(Instant hour, int hours) {
        for (int back = 0; back < hours; back++) {
            Instant one = hour.minus(back, ChronoUnit.HOURS);
            barred.add(one);
            samples.remove(one);
        }
        barred.headSet(hour.minus(KEPT_HOURS, ChronoUnit.HOURS)).clear();
    }

    /**
     * The equation after the hours noted so far.
     *
     * @param before the one in force
     * @param needed how many hours a first one takes
     */
    Optional<Calibrated> equation(Optional<Calibrated> before, int needed) {
        boolean due = before.isEmpty() || fresh >= REFIT_HOURS;
        Map<LocalDate, List<Sample>> days = days();
        if (!due || samples.size() < needed || days.size() < FEWEST_DAYS) {
            return before.map(this::watched);
        }
        fresh = 0;
        Skill skill = Skill.of(days.keySet().stream()
                .flatMap(day -> tested(days, day).stream())
                .toList());
        Skill raw = Skill.of(samples.values().stream()
                .map(one -> new Skill.Pair(one.reference(), one.observation().signal(RAW)))
                .toList());
        // A line that does worse on days it has not seen than the sensor itself is none.
        return skill.rmse() < raw.rmse()
                ? Optional.of(watched(fitted(before, skill.rmse(), raw.rmse(), days.size())))
                : before.map(this::watched);
    }

    private Calibrated fitted(Optional<Calibrated> before, double rmse, double rawRmse, int days) {
        Equation line = LINE.equation(List.copyOf(samples.values()));
        return new Calibrated(
                before.map(Calibrated::version).orElse(0) + 1,
                reference,
                samples.lastKey().toString(),
                line.model().intercept(),
                line.model().weights().get(0),
                samples.size(),
                days,
                rmse,
                rawRmse,
                0);
    }

    private Map<LocalDate, List<Sample>> days() {
        return samples.values().stream()
                .collect(Collectors.groupingBy(
                        one -> one.observation().at().toLocalDate(), TreeMap::new, Collectors.toList()));
    }

    private static List<Skill.Pair> tested(Map<LocalDate, List<Sample>> days, LocalDate day) {
        List<Sample> others = days.entrySet().stream()
                .filter(other -> !other.getKey().equals(day))
                .map(Map.Entry::getValue)
                .flatMap(Collection::stream)
                .toList();
        Equation line = LINE.equation(others);
        return days.get(day).stream()
                .map(one -> new Skill.Pair(
                        one.reference(), line.concentration(one.observation()).orElseThrow()))
                .toList();
    }

    /** The equation with what the last two days say of it. */
    private Calibrated watched(Calibrated equation) {
        double mean = samples.isEmpty()
                ? equation.drift()
                : samples.tailMap(samples.lastKey().minus(DRIFT_HOURS, ChronoUnit.HOURS)).values().stream()
                        .mapToDouble(
                                one -> equation.concentration(one.observation().signal(RAW)) - one.reference())
                        .average()
                        .orElse(0);
        return equation.drifting(mean);
    }
}
