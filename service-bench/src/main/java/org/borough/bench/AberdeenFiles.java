// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.borough.air.calibration.Observation;
import org.borough.air.calibration.Sample;

/**
 * A citizen's dust sensor and humidity sensor in the layout of Sensor.Community's archive, beside an official station in
 * the layout of the Scottish Air Quality archive, whose hours are named by their end.
 *
 * @param samples the hours that all of them know, oldest first
 * @param saturated the share of humidity readings of 99 % or more
 */
record AberdeenFiles(List<Sample> samples, double saturated) {

    static final String DUST = "PM2.5 as said";
    static final String HUMIDITY = "relative humidity";

    private static final String TIME = "timestamp";
    private static final String REFERENCE_TIME = "DateTime";
    private static final double WET = 99;
    private static final int FEWEST = 45;
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    static AberdeenFiles read(Path dust, Path humidity, Path reference) {
        List<CSVRecord> wet = Table.read(humidity, ';', TIME, "humidity").rows();
        Map<LocalDateTime, Double> said =
                hours(Table.read(dust, ';', TIME, "P2").rows(), "P2");
        Map<LocalDateTime, Double> damp = hours(wet, "humidity");
        Map<LocalDateTime, Double> truth = new HashMap<>();
        for (CSVRecord row : Table.read(reference, ';', REFERENCE_TIME, "PM2.5").rows()) {
            Map<String, Double> number = new HashMap<>();
            Table.put(number, "PM2.5", row.get("PM2.5"), Double::isFinite);
            number.values()
                    .forEach(value -> truth.put(
                            LocalDateTime.parse(row.get(REFERENCE_TIME), FORMAT).minusHours(1), value));
        }
        List<Sample> samples = said.entrySet().stream()
                .filter(hour -> damp.containsKey(hour.getKey()) && truth.containsKey(hour.getKey()))
                .map(hour -> new Sample(
                        new Observation(
                                hour.getKey(), Map.of(DUST, hour.getValue(), HUMIDITY, damp.get(hour.getKey()))),
                        truth.get(hour.getKey())))
                .toList();
        if (samples.isEmpty()) {
            throw new IllegalArgumentException(dust + ", " + humidity + " and " + reference + " share no hour.");
        }
        long drowned = wet.stream()
                .filter(row -> !row.get("humidity").isEmpty() && Double.parseDouble(row.get("humidity")) >= WET)
                .count();
        return new AberdeenFiles(samples, drowned / (double) wet.size());
    }

    /** Means of the hours whose readings speak for three quarters of the minutes. */
    private static Map<LocalDateTime, Double> hours(List<CSVRecord> rows, String column) {
        Map<LocalDateTime, List<CSVRecord>> byHour = rows.stream()
                .filter(row -> !row.get(column).isEmpty())
                .collect(Collectors.groupingBy(
                        row -> LocalDateTime.parse(row.get(TIME)).truncatedTo(ChronoUnit.HOURS)));
        Map<LocalDateTime, Double> means = new TreeMap<>();
        byHour.forEach((hour, some) -> {
            // Such a sensor speaks every 150 seconds.
            if (some.size() * 150 / 60 >= FEWEST) {
                means.put(
                        hour,
                        some.stream()
                                .mapToDouble(row -> Double.parseDouble(row.get(column)))
                                .average()
                                .orElseThrow());
            }
        });
        return means;
    }
}
