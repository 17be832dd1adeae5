// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.borough.air.calibration.Observation;
import org.borough.air.calibration.Sample;

/**
 * Hours in the layout of the UCI air quality data (De Vito et al. 2008): five sensors, the weather, and what a reference
 * analyser said; −200 is a missing value.
 */
record UciFile(List<Hour> hours) {

    static final List<String> SENSORS =
            List.of("PT08.S1(CO)", "PT08.S2(NMHC)", "PT08.S3(NOx)", "PT08.S4(NO2)", "PT08.S5(O3)");
    static final String TEMPERATURE = "T";
    static final String ABSOLUTE_HUMIDITY = "AH";

    /** The gases by the names of the figures. */
    static final Map<String, String> GASES = gases();

    private static final double MISSING = -200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm:ss");

    static UciFile read(Path file) {
        String[] needed = Stream.of(
                        Stream.of("Date", "Time", TEMPERATURE, ABSOLUTE_HUMIDITY),
                        SENSORS.stream(),
                        GASES.values().stream())
                .flatMap(names -> names)
                .toArray(String[]::new);
        Table table = Table.read(file, needed);
        return new UciFile(table.rows().stream().map(row -> hour(table, row)).toList());
    }

    /** The hours in which the reference analyser knew a gas. */
    List<Sample> samples(String gas) {
        return hours.stream()
                .filter(hour -> hour.references().containsKey(gas))
                .map(hour -> new Sample(hour.observation(), hour.references().get(gas)))
                .toList();
    }

    private static Hour hour(Table table, CSVRecord row) {
        LocalDateTime at = LocalDateTime.of(
                table.parsed(row, "Date", "a date such as 2004-03-10", LocalDate::parse),
                table.parsed(row, "Time", "a time such as 18:00:00", text -> LocalTime.parse(text, TIME)));
        Map<String, Double> signals = new HashMap<>();
        Stream.concat(SENSORS.stream(), Stream.of(TEMPERATURE, ABSOLUTE_HUMIDITY))
                .forEach(name -> table.put(signals, name, row, UciFile::isThere));
        Map<String, Double> references = new HashMap<>();
        GASES.values().forEach(name -> table.put(references, name, row, UciFile::isThere));
        return new Hour(new Observation(at, signals), references);
    }

    private static boolean isThere(double value) {
        return value > MISSING;
    }

    private static Map<String, String> gases() {
        Map<String, String> gases = new LinkedHashMap<>();
        gases.put("co", "CO(GT)");
        gases.put("no2", "NO2(GT)");
        gases.put("nox", "NOx(GT)");
        gases.put("c6h6", "C6H6(GT)");
        return gases;
    }

    /** One hour. */
    record Hour(Observation observation, Map<String, Double> references) {}
}
