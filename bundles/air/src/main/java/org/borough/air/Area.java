// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.borough.air.index.Pollutant;
import org.borough.air.rules.AirRules;
import org.borough.air.rules.AirRules.Limit;
import org.borough.air.rules.AirRules.Site;
import org.borough.air.rules.AirRulesJson;
import org.borough.thing.ThingId;

/** The air of one area: its sensors, what is believed of them, and what follows. For one thread. */
final class Area {

    /** So many of the nearest judge a sensor: more would not judge better, only later. */
    private static final int JUDGES = 24;

    private final ThingId id;
    private final ZoneId zone;
    private final boolean learning;
    private final NavigableMap<Instant, BelievedHour> hours = new TreeMap<>();
    private final Map<ThingId, Sensor> byId = new HashMap<>();
    private final Map<ThingId, List<Sensor>> neighbours = new HashMap<>();
    private final Map<ThingId, List<Finding>> judged = new HashMap<>();
    private final Map<Site, Speakers> sites = new LinkedHashMap<>();
    private final Exposure exposure = new Exposure();
    private AirRules rules = AirRulesJson.read(Json.object()).rules();
    private List<String> problems = List.of("Its rules were not read yet.");
    private List<Sensor> members = List.of();
    private Set<ThingId> references = Set.of();
    private Speakers whole = new Speakers("", List.of());
    private List<Finding> findings = List.of();
    private Set<String> excluded = Set.of();
    private Instant last = Instant.EPOCH;
    private final Stations stations = new Stations(this);

    Area(ThingId id, ZoneId zone) {
        this(id, zone, true);
    }

    private Area(ThingId id, ZoneId zone, boolean learning) {
        this.id = id;
        this.zone = zone;
        this.learning = learning;
    }

    /** An area for trying rules: it learns no equations. */
    static Area dry(ThingId id, ZoneId zone) {
        return new Area(id, zone, false);
    }

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

    /** The day of the last whole hour, where the area is. */
    LocalDate day() {
        return LocalDate.ofInstant(last, zone);
    }

    ZoneId zone() {
        return zone;
    }

    /** What alerts are about today. */
    List<Limit> limits() {
        return rules.limits(day());
    }

    /** Takes rules; wrong ones are refused as a whole. */
    void adopt(JsonNode json) {
        AirRulesJson.Parsed parsed = AirRulesJson.read(json);
        problems = parsed.problems();
        if (parsed.valid()) {
            adopt(parsed.rules());
        }
    }

    /** Takes rules that are valid. */
    void adopt(AirRules valid) {
        problems = List.of();
        rules = valid;
        clear();
    }

    private void clear() {
        hours.clear();
        judged.clear();
    }

    /** Takes the sensors that speak for it. */
    void link(List<Sensor> sensors, Set<ThingId> referenceStations) {
        members = List.copyOf(sensors);
        references = Set.copyOf(referenceStations);
        whole = new Speakers("the whole area", members.stream().map(Sensor::id).toList());
        byId.clear();
        neighbours.clear();
        sites.clear();
        Nearby nearby = new Nearby(members, rules.plausibility().neighbourMetres());
        for (Sensor sensor : members) {
            byId.put(sensor.id(), sensor);
            neighbours.put(sensor.id(), nearby.around(sensor, JUDGES));
        }
        rules.sites().forEach(site -> sites.put(site, new Speakers(site.name(), around(site))));
        stations.link();
        clear();
    }

    private List<ThingId> around(Site site) {
        return members.stream()
                .filter(sensor -> sensor.place()
                        .filter(one -> one.metresTo(site.place()) <= site.radiusMetres())
                        .isPresent())
                .map(Sensor::id)
                .toList();
    }

    /** An hour that got readings of a sensor is looked at again. */
    void revise(ThingId sensor, Instant hour) {
        hours.remove(hour);
        if (!hour.isAfter(last)) {
            judged.remove(sensor);
        }
    }

    /** Looks at everything. */
    void look(Instant now) {
        List<Finding> found = judge(now);
        if (learning) {
            stations.calibrate(found);
        }
        hours.headMap(last.minus(Course.KEPT, ChronoUnit.HOURS)).clear();
        found.addAll(hour(last).findings());
        findings = List.copyOf(found);
        exposure.count(this);
    }

    /** Who stands beside whom. */
    Stations stations() {
        return stations;
    }

    /** Equations that changed make other hours. */
    void recompute() {
        hours.clear();
    }

    private List<Finding> judge(Instant now) {
        Instant running = now.truncatedTo(ChronoUnit.HOURS);
        if (!last.equals(running.minus(1, ChronoUnit.HOURS))) {
            judged.clear();
        }
        last = running.minus(1, ChronoUnit.HOURS);
        List<Finding> found = new ArrayList<>();
        for (Sensor sensor : members) {
            List<Finding> own = sensor.findings(rules.hours(), now);
            found.addAll(own);
            found.addAll(judged.computeIfAbsent(sensor.id(), key -> judged(sensor, running)));
            if (isReference(sensor) && own.stream().anyMatch(one -> one.kind() == Finding.Kind.SILENT)) {
                found.add(new Finding(
                        Finding.Kind.REFERENCE, sensor.id().toString(), "", now, "The reference station is silent."));
            }
        }
        Set<String> out = new HashSet<>();
        found.stream().filter(one -> one.kind().excludes()).forEach(one -> out.add(key(one.sensor(), one.quantity())));
        if (!out.equals(excluded)) {
            excluded = out;
            hours.clear();
        }
        return found;
    }

    private List<Finding> judged(Sensor sensor, Instant running) {
        Judge judge = new Judge(rules);
        List<Finding> found = new ArrayList<>(judge.alone(sensor, running));
        if (isReference(sensor)) {
            judge.alone(sensor, running).stream()
                    .filter(one -> one.kind() == Finding.Kind.STUCK)
                    .forEach(one -> found.add(new Finding(
                            Finding.Kind.REFERENCE,
                            one.sensor(),
                            one.quantity(),
                            one.since(),
                            "The reference station went flat: " + one.evidence())));
        }
        for (Pollutant pollutant : Pollutant.values()) {
            if (sensor.courses().containsKey(pollutant.key())) {
                judge.unit(sensor, neighbours.get(sensor.id()), pollutant, running)
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private static String key(String sensor, String quantity) {
        return sensor + ' ' + quantity;
    }

    boolean trusted(Sensor sensor, Pollutant pollutant) {
        return !excluded.contains(key(sensor.id().toString(), pollutant.key()));
    }

    private BelievedHour hour(Instant hour) {
        return hours.computeIfAbsent(hour, this::believed);
    }

    private BelievedHour believed(Instant hour) {
        Map<Pollutant, Map<ThingId, Double>> used = new EnumMap<>(Pollutant.class);
        List<Finding> found = new ArrayList<>();
        Judge judge = new Judge(rules);
        for (Pollutant pollutant : Pollutant.values()) {
            Map<ThingId, Double> said = said(pollutant, hour);
            Map<ThingId, Double> kept = new HashMap<>(said);
            said.forEach(
                    (sensor, value) -> judge.outlier(byId.get(sensor), pollutant, value, others(sensor, said), hour)
                            .ifPresent(finding -> {
                                found.add(finding);
                                if (finding.kind().excludes()) {
                                    kept.remove(sensor);
                                }
                            }));
            used.put(pollutant, kept);
        }
        return new BelievedHour(used, found);
    }

    private Map<ThingId, Double> said(Pollutant pollutant, Instant hour) {
        Map<ThingId, Double> said = new HashMap<>();
        members.stream().filter(sensor -> trusted(sensor, pollutant)).forEach(sensor -> {
            double value = sensor.best(pollutant.key(), hour, rules.hours());
            if (Double.isFinite(value)) {
                said.put(sensor.id(), value);
            }
        });
        return said;
    }

    private double[] others(ThingId sensor, Map<ThingId, Double> said) {
        return neighbours.get(sensor).stream()
                .filter(other -> said.containsKey(other.id()))
                .mapToDouble(other -> said.get(other.id()))
                .toArray();
    }

    /** All sensors together. */
    Speakers whole() {
        return whole;
    }

    /** The sensors near a place where people breathe. */
    Speakers near(Site site) {
        return sites.get(site);
    }

    /** What some sensors say together, hour by hour back from one: the median; not a number where none does. */
    double[] window(Speakers speakers, Pollutant pollutant, Instant from, int count) {
        return IntStream.range(0, count)
                .mapToDouble(back -> hour(from.minus(back, ChronoUnit.HOURS)).median(speakers, pollutant))
                .toArray();
    }

    /** Of some sensors those that are believed in an hour. */
    List<Sensor> speaking(Speakers speakers, Instant hour) {
        BelievedHour believed = hour(hour);
        return speakers.ids().stream().filter(believed::speaks).map(byId::get).toList();
    }

    /** What each of some sensors said of a pollutant in an hour, as far as it is believed. */
    Map<Sensor, Double> values(Speakers speakers, Pollutant pollutant, Instant hour) {
        Map<ThingId, Double> used = hour(hour).used(pollutant);
        Map<Sensor, Double> values = new LinkedHashMap<>();
        speakers.ids().stream().filter(used::containsKey).forEach(one -> values.put(byId.get(one), used.get(one)));
        return values;
    }
}
