// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.borough.air.index.Pollutant;
import org.borough.air.rules.AirRules.Beside;
import org.borough.thing.ThingId;

/** Which sensors of an area stand beside which stations, and what is learned there. For one thread. */
final class Stations {

    private final Area area;
    private final Map<Sensor, List<Beside>> beside = new TreeMap<>(Comparator.comparing(Sensor::id));
    private final Map<ThingId, Sensor> byId = new HashMap<>();

    Stations(Area area) {
        this.area = area;
    }

    /** Goes by what the officer says of a sensor; where he says nothing, by the places. */
    void link() {
        beside.clear();
        byId.clear();
        area.members().forEach(sensor -> byId.put(sensor.id(), sensor));
        List<Sensor> stations =
                area.members().stream().filter(area::isReference).toList();
        for (Sensor sensor : area.members()) {
            List<Beside> said = area.rules().calibration().besides().stream()
                    .filter(one -> one.sensor().equals(sensor.id()))
                    .toList();
            List<Beside> relations = said.isEmpty() && !area.isReference(sensor) ? byPlace(sensor, stations) : said;
            if (!relations.isEmpty()) {
                beside.put(sensor, relations);
            }
        }
    }

    private List<Beside> byPlace(Sensor sensor, List<Sensor> stations) {
        return stations.stream()
                .filter(station ->
                        metres(sensor, station) <= area.rules().calibration().metres())
                .min(Comparator.comparingDouble(station -> metres(sensor, station)))
                .map(station -> new Beside(sensor.id(), station.id(), Instant.MIN, Instant.MAX))
                .stream()
                .toList();
    }

    private static double metres(Sensor sensor, Sensor station) {
        return sensor.place()
                .flatMap(here -> station.place().map(here::metresTo))
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Who the officer says stands there and is no sensor of the area. */
    List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        area.rules().calibration().besides().forEach(one -> {
            if (!byId.containsKey(one.sensor())) {
                unknown.add(one.sensor().toString());
            }
            if (!byId.containsKey(one.station())) {
                unknown.add(one.station().toString());
            }
        });
        return unknown;
    }

    /** Compares the sensors with their stations, and notes whose equation does not fit any more. */
    void calibrate(List<Finding> found) {
        boolean another = false;
        for (Map.Entry<Sensor, List<Beside>> entry : beside.entrySet()) {
            for (Pollutant pollutant : Pollutant.values()) {
                for (Beside relation : entry.getValue()) {
                    another |= compare(entry.getKey(), relation, pollutant);
                }
            }
        }
        if (another) {
            area.recompute();
        }
        area.members().forEach(sensor -> sensor.equations()
                .forEach((quantity, equations) -> tell(sensor, quantity, equations, found)));
    }

    private boolean compare(Sensor sensor, Beside relation, Pollutant pollutant) {
        Sensor station = byId.get(relation.station());
        boolean silent = station == null || !station.courses().containsKey(pollutant.key());
        if (silent || !sensor.courses().containsKey(pollutant.key()) || !relation.in(area.last())) {
            return false;
        }
        Equations equations = sensor.equations(pollutant.key());
        Pairs pairs = equations.beside(station.id().toString());
        if (!area.trusted(station, pollutant) || !area.trusted(sensor, pollutant)) {
            pairs.bar(area.last(), area.rules().plausibility().stuckHours());
            return false;
        }
        // The older hours too: readings may be late, and after a restart they come from the history.
        for (int back = Course.KEPT - 1; back >= 0; back--) {
            Instant hour = area.last().minus(back, ChronoUnit.HOURS);
            double raw = sensor.raw(pollutant.key(), hour, area.rules().hours());
            double truth = station.raw(pollutant.key(), hour, area.rules().hours());
            if (Double.isFinite(raw) && Double.isFinite(truth) && relation.in(hour)) {
                pairs.note(hour, raw, truth);
            }
        }
        return equations.look(area.rules().calibration(), area.last());
    }

    private void tell(Sensor sensor, String quantity, Equations equations, List<Finding> found) {
        String unit = Pollutant.of(quantity).map(Pollutant::unit).orElse("");
        equations
                .inForce()
                .filter(Calibrated::drifts)
                .ifPresent(equation -> found.add(new Finding(
                        Finding.Kind.DRIFT,
                        sensor.id().toString(),
                        quantity,
                        area.last(),
                        "Corrected by version " + equation.version() + ", it was " + Json.words(equation.drift()) + " "
                                + unit + " off " + equation.fit().reference()
                                + " in the last two days beside it; "
                                + Json.words(equation.fit().rmse()) + " is usual.")));
        Optional<Calibrated> proposed = equations.proposed();
        proposed.ifPresent(equation -> found.add(new Finding(
                Finding.Kind.RECALIBRATION,
                sensor.id().toString(),
                quantity,
                area.last(),
                "Version " + equation.version() + " (" + equation.text() + ") is proposed. " + equations.why())));
    }
}
