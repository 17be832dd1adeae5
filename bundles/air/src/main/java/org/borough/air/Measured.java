// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.air.index.Pollutant;

/**
 * By what a figure of the last whole hour was measured.
 *
 * @param sensors how many were believed
 * @param references how many of them are reference stations
 * @param corrected how many others were corrected by an equation
 * @param uncertainty one standard deviation of the figure; not a number when nothing was measured
 * @param failed the reference stations that should have spoken and could not be believed
 */
record Measured(int sensors, long references, long corrected, double uncertainty, List<String> failed) {

    /**
     * One standard deviation as a share of the value, half of what Directive 2008/50/EC (Annex I) asks for at 95 %: fixed
     * measurements, 25 % for particles, 15 % for gases; and of sensors that nobody calibrated, as of an estimate: 100 and
     * 75 %.
     */
    private static final double STATION_PARTICLES = 0.125;

    private static final double STATION_GAS = 0.075;
    private static final double RAW_PARTICLES = 0.5;
    private static final double RAW_GAS = 0.375;

    /** Looks at those who speak for a place. */
    static Measured of(Area area, Speakers speakers, Pollutant pollutant) {
        Instant hour = area.last();
        Map<Sensor, Double> values = area.values(speakers, pollutant, hour);
        double squares = 0;
        long references = 0;
        long corrected = 0;
        for (Map.Entry<Sensor, Double> one : values.entrySet()) {
            Optional<Calibrated> equation = equation(one.getKey(), pollutant, hour);
            boolean station = area.isReference(one.getKey());
            double own = station || equation.isEmpty()
                    ? share(pollutant, station) * Math.abs(one.getValue())
                    : equation.get().uncertainty();
            squares += own * own;
            references += station ? 1 : 0;
            corrected += !station && equation.isPresent() ? 1 : 0;
        }
        int n = values.size();
        double scatter = scatter(values);
        double uncertainty = n == 0 ? Double.NaN : Math.sqrt(squares / n / n + scatter * scatter / n);
        return new Measured(n, references, corrected, uncertainty, failed(area, speakers, values));
    }

    private static Optional<Calibrated> equation(Sensor sensor, Pollutant pollutant, Instant hour) {
        return Optional.ofNullable(sensor.equations().get(pollutant.key())).flatMap(all -> all.at(hour));
    }

    private static double share(Pollutant pollutant, boolean station) {
        if (station) {
            return pollutant.isGas() ? STATION_GAS : STATION_PARTICLES;
        }
        return pollutant.isGas() ? RAW_GAS : RAW_PARTICLES;
    }

    private static double scatter(Map<Sensor, Double> values) {
        double mean = values.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        double squares = values.values().stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1));
    }

    private static List<String> failed(Area area, Speakers speakers, Map<Sensor, Double> values) {
        return area.findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.REFERENCE)
                .map(Finding::sensor)
                .distinct()
                .filter(id ->
                        speakers.ids().stream().anyMatch(one -> one.toString().equals(id)))
                .filter(id -> values.keySet().stream()
                        .noneMatch(one -> one.id().toString().equals(id)))
                .toList();
    }

    /** How it was measured, in sentences. */
    String words() {
        if (sensors == 0) {
            return "Nothing was measured in this hour.";
        }
        String lost = failed.isEmpty()
                ? ""
                : " " + String.join(", ", failed) + " failed: the figure rests on the others and is less certain.";
        return "Median of " + sensors + " sensors, " + references + " of them reference stations, " + corrected
                + " corrected by an equation; " + Json.words(uncertainty) + " is one standard deviation." + lost;
    }
}
