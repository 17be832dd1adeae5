// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private static final int STRETCH = 5;
    private static final int FEWEST = 9;
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    static AberdeenFiles read(Path dust, Path humidity, Path reference) {
        Table wet = Table.read(humidity, ';', TIME, "humidity");
        Map<LocalDateTime, Double> said = hours(Table.read(dust, ';', TIME, "P2"), "P2");
        Map<LocalDateTime, Double> damp = hours(wet, "humidity");
        Map<LocalDateTime, Double> truth = new HashMap<>();
        Table station = Table.read(reference, ';', REFERENCE_TIME, "PM2.5");
        for (CSVRecord row : station.rows()) {
            LocalDateTime end = station.parsed(
                    row,
                    REFERENCE_TIME,
                    "a time such as 2018-10-01 01:00:00",
                    text -> LocalDateTime.parse(text, FORMAT));
            station.number(row, "PM2.5").ifPresent(value -> truth.put(end.minusHours(1), value));
        }
        List<Sample> samples = said.entrySet().stream()
                .filter(hour -> damp.containsKey(hour.getKey()) && truth.containsKey(hour.getKey()))
                .map(hour -> new Sample(
                        new Observation(
                                hour.getKey(), Map.of(DUST, hour.getValue(), HUMIDITY, damp.get(hour.getKey()))),
                        truth.get(hour.getKey())))
                .toList();
        if (samples.isEmpty()) {
            throw new OddFile(
                    dust,
                    "shares no hour with " + humidity + " (column humidity) and " + reference + " (column PM2.5)");
        }
        List<Double> levels = wet.rows().stream()
                .flatMap(row -> wet.number(row, "humidity").stream().boxed())
                .toList();
        long drowned = levels.stream().filter(level -> level >= WET).count();
        return new AberdeenFiles(samples, drowned / (double) levels.size());
    }

    /** Means of the hours whose readings speak for three quarters of the minutes. */
    private static Map<LocalDateTime, Double> hours(Table table, String column) {
        Map<LocalDateTime, Map<LocalDateTime, Double>> byHour = new TreeMap<>();
        for (CSVRecord row : table.rows()) {
            LocalDateTime at = table.parsed(row, TIME, "a time such as 2018-10-01T00:02:30", LocalDateTime::parse);
            table.number(row, column)
                    .ifPresent(value -> byHour.computeIfAbsent(at.truncatedTo(ChronoUnit.HOURS), key -> new TreeMap<>())
                            .put(at, value));
        }
        Map<LocalDateTime, Double> means = new TreeMap<>();
        byHour.forEach((hour, some) -> {
            if (heard(some.keySet()) >= FEWEST) {
                means.put(
                        hour,
                        some.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElseThrow());
            }
        });
        return means;
    }

    /** Of how many stretches of five minutes something was heard: such sensors speak every two or three. */
    private static long heard(Collection<LocalDateTime> times) {
        return times.stream().map(at -> at.getMinute() / STRETCH).distinct().count();
    }
}
