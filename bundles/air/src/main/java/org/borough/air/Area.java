// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.borough.air.index.Pollutant;
import org.borough.air.rules.AirRules;
import org.borough.air.rules.AirRulesJson;
import org.borough.thing.ThingId;
import org.borough.twin.Place;

/** The air of one area: its sensors, what is believed of them, and what follows. For one thread. */
final class Area {

    private final ThingId id;
    private final NavigableMap<Instant, HourOfArea> hours = new TreeMap<>();
    private final Map<ThingId, List<Sensor>> neighbours = new HashMap<>();
    private final Map<ThingId, List<Sensor>> stations = new HashMap<>();
    private final Map<String, CoLocation> colocations = new HashMap<>();
    private final Exposure exposure = new Exposure();
    private AirRules rules = AirRulesJson.read(Json.object()).rules();
    private List<String> problems = List.of("Its rules were not read yet.");
    private List<Sensor> members = List.of();
    private Set<ThingId> references = Set.of();
    private List<Finding> findings = List.of();
    private Set<String> excluded = Set.of();
    private Instant last = Instant.EPOCH;

    Area(ThingId id) {
        this.id = id;
    }

    /** What is believed in one hour: by pollutant and sensor, and what was found about them. */
    private record HourOfArea(Map<Pollutant, Map<ThingId, Double>> used, List<Finding> findings) {}

    ThingId id() {
        return id;
    }

    AirRules rules() {
        return rules;
    }

    List<String> problems() {
        return problems;
    }

    List<Sensor> members() {
        return members;
    }

    boolean isReference(Sensor sensor) {
        return references.contains(sensor.id());
    }

    List<Finding> findings() {
        return findings;
    }

    Exposure exposure() {
        return exposure;
    }

    /** The last whole hour. */
    Instant last() {
        return last;
    }

    /** Takes rules; wrong ones are refused as a whole. */
    void adopt(JsonNode json) {
        AirRulesJson.Parsed parsed = AirRulesJson.read(json);
        problems = parsed.problems();
        if (parsed.valid()) {
            rules = parsed.rules();
            hours.clear();
        }
    }

    /** Takes the sensors that speak for it. */
    void link(List<Sensor> sensors, Set<ThingId> referenceStations) {
        members = List.copyOf(sensors);
        references = Set.copyOf(referenceStations);
        neighbours.clear();
        stations.clear();
        for (Sensor sensor : members) {
            List<Sensor> near = near(sensor, rules.plausibility().neighbourMetres());
            neighbours.put(sensor.id(), near);
            stations.put(
                    sensor.id(),
                    near(sensor, rules.calibration().metres()).stream()
                            .filter(this::isReference)
                            .toList());
        }
        hours.clear();
    }

    private List<Sensor> near(Sensor sensor, double metres) {
        return members.stream()
                .filter(other -> other != sensor)
                .filter(other -> other.place().isPresent()
                        && sensor.place()
                                .filter(place -> place.metresTo(other.place().get()) <= metres)
                                .isPresent())
                .toList();
    }

    /** An hour that got late readings is looked at again. */
    void revise(Instant hour) {
        hours.remove(hour);
    }

    /** Looks at everything. */
    void look(Instant now) {
        Instant running = now.truncatedTo(ChronoUnit.HOURS);
        last = running.minus(1, ChronoUnit.HOURS);
        Judge judge = new Judge(rules);
        List<Finding> found = new ArrayList<>();
        members.forEach(sensor -> judged(judge, sensor, running, now, found));
        Set<String> out = new HashSet<>();
        found.stream().filter(one -> one.kind().excludes()).forEach(one -> out.add(key(one.sensor(), one.quantity())));
        if (!out.equals(excluded)) {
            excluded = out;
            hours.clear();
        }
        calibrate(found);
        hours.headMap(last.minus(Course.KEPT, ChronoUnit.HOURS)).clear();
        hours.remove(running);
        hours.remove(last);
        found.addAll(hour(last).findings());
        findings = List.copyOf(found);
        exposure.count(this);
    }

    private void judged(Judge judge, Sensor sensor, Instant running, Instant now, List<Finding> found) {
        found.addAll(sensor.findings(rules.hours(), now));
        List<Finding> alone = judge.alone(sensor, running);
        found.addAll(alone);
        if (isReference(sensor)) {
            alone.stream()
                    .filter(one -> one.kind() == Finding.Kind.STUCK)
                    .forEach(one -> found.add(new Finding(
                            Finding.Kind.REFERENCE,
                            one.sensor(),
                            one.quantity(),
                            one.since(),
                            "The reference station went flat: " + one.evidence())));
            if (found.stream().anyMatch(one -> silent(one, sensor))) {
                found.add(new Finding(
                        Finding.Kind.REFERENCE, sensor.id().toString(), "", now, "The reference station is silent."));
            }
        }
        for (Pollutant pollutant : Pollutant.values()) {
            judge.unit(sensor, neighbours.get(sensor.id()), pollutant, running).ifPresent(found::add);
        }
    }

    private static boolean silent(Finding finding, Sensor sensor) {
        return finding.kind() == Finding.Kind.SILENT
                && finding.sensor().equals(sensor.id().toString());
    }

    private static String key(String sensor, String quantity) {
        return sensor + ' ' + quantity;
    }

    private boolean trusted(Sensor sensor, Pollutant pollutant) {
        return !excluded.contains(key(sensor.id().toString(), pollutant.key()));
    }

    private void calibrate(List<Finding> found) {
        for (Sensor sensor : members) {
            if (isReference(sensor)) {
                continue;
            }
            for (Pollutant pollutant : Pollutant.values()) {
                stations.get(sensor.id()).stream().findFirst().ifPresent(station -> beside(sensor, station, pollutant));
                Optional.ofNullable(sensor.equations().get(pollutant.key()))
                        .filter(Calibrated::drifts)
                        .ifPresent(equation -> found.add(drift(sensor, pollutant, equation)));
            }
        }
    }

    private Finding drift(Sensor sensor, Pollutant pollutant, Calibrated equation) {
        return new Finding(
                Finding.Kind.DRIFT,
                sensor.id().toString(),
                pollutant.key(),
                last,
                "Corrected, it was " + Json.words(equation.drift()) + " " + pollutant.unit() + " off "
                        + equation.reference() + " in the last two days beside it; " + Json.words(equation.rmse())
                        + " is usual.");
    }

    private void beside(Sensor sensor, Sensor station, Pollutant pollutant) {
        String reference = station.id().toString();
        String key = key(sensor.id().toString(), pollutant.key());
        CoLocation known = colocations.get(key);
        if (known == null || !known.reference().equals(reference)) {
            known = new CoLocation(reference);
            colocations.put(key, known);
        }
        if (!trusted(station, pollutant) || !trusted(sensor, pollutant)) {
            known.bar(last, rules.plausibility().stuckHours());
            return;
        }
        // The older hours too: readings may be late, and after a restart they come from the history.
        for (int back = Course.KEPT - 1; back >= 0; back--) {
            Instant hour = last.minus(back, ChronoUnit.HOURS);
            double raw = sensor.raw(pollutant.key(), hour, rules.hours());
            double truth = station.raw(pollutant.key(), hour, rules.hours());
            if (Double.isFinite(raw) && Double.isFinite(truth)) {
                known.note(hour, raw, truth);
            }
        }
        Optional<Calibrated> before = Optional.ofNullable(sensor.equations().get(pollutant.key()));
        known.equation(before, rules.calibration().hours()).ifPresent(equation -> {
            boolean another = before.isEmpty() || before.get().version() != equation.version();
            sensor.equations().put(pollutant.key(), equation);
            if (another) {
                hours.clear();
            }
        });
    }

    private HourOfArea hour(Instant hour) {
        return hours.computeIfAbsent(hour, this::believed);
    }

    private HourOfArea believed(Instant hour) {
        Map<Pollutant, Map<ThingId, Double>> used = new EnumMap<>(Pollutant.class);
        List<Finding> found = new ArrayList<>();
        Judge judge = new Judge(rules);
        for (Pollutant pollutant : Pollutant.values()) {
            Map<ThingId, Double> said = new HashMap<>();
            members.stream().filter(sensor -> trusted(sensor, pollutant)).forEach(sensor -> {
                double value = sensor.best(pollutant.key(), hour, rules.hours());
                if (Double.isFinite(value)) {
                    said.put(sensor.id(), value);
                }
            });
            Map<ThingId, Double> kept = new HashMap<>(said);
            said.forEach((sensor, value) -> judge.outlier(member(sensor), pollutant, value, others(sensor, said), hour)
                    .ifPresent(finding -> {
                        found.add(finding);
                        if (finding.kind().excludes()) {
                            kept.remove(sensor);
                        }
                    }));
            used.put(pollutant, kept);
        }
        return new HourOfArea(used, found);
    }

    private Sensor member(ThingId sensor) {
        return members.stream()
                .filter(one -> one.id().equals(sensor))
                .findFirst()
                .orElseThrow();
    }

    private double[] others(ThingId sensor, Map<ThingId, Double> said) {
        return neighbours.get(sensor).stream()
                .filter(other -> said.containsKey(other.id()))
                .mapToDouble(other -> said.get(other.id()))
                .toArray();
    }

    /** The members that stand within a distance of a place. */
    List<ThingId> around(Place place, double metres) {
        return members.stream()
                .filter(sensor -> sensor.place()
                        .filter(one -> one.metresTo(place) <= metres)
                        .isPresent())
                .map(Sensor::id)
                .toList();
    }

    List<ThingId> everybody() {
        return members.stream().map(Sensor::id).toList();
    }

    /** What some sensors say together, hour by hour back from one: the median; not a number where none does. */
    double[] window(Collection<ThingId> speakers, Pollutant pollutant, Instant from, int count) {
        return IntStream.range(0, count)
                .mapToDouble(back -> {
                    Map<ThingId, Double> used =
                            hour(from.minus(back, ChronoUnit.HOURS)).used().get(pollutant);
                    double[] values = speakers.stream()
                            .filter(used::containsKey)
                            .mapToDouble(used::get)
                            .toArray();
                    return values.length == 0 ? Double.NaN : Judge.median(values);
                })
                .toArray();
    }

    /** Of some sensors those that are believed in an hour. */
    Set<ThingId> speaking(Collection<ThingId> speakers, Instant hour) {
        Set<ThingId> heard = new HashSet<>();
        hour(hour).used().values().forEach(used -> speakers.stream()
                .filter(used::containsKey)
                .forEach(heard::add));
        return heard;
    }
}
