// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.statistics.descriptive.Median;
import org.borough.air.calibration.Observation;
import org.borough.air.calibration.Sample;

/**
 * Hours in the layout of the Urban AirQ campaign (Amsterdam 2016): sensors of citizens and the stations of the city's
 * network, NO2 in µg/m³. The sensors stood beside the station {@code ggd} from 2 to 10 June, before they were hung up.
 */
record UrbanAirqFile(List<String> sensors, List<CSVRecord> rows) {

    static final String OTHERS = "median of the others";

    private static final String STATION = "ggd";
    private static final String TIME = "localTime";
    private static final String SENSOR = "waag_";
    private static final LocalDate FIRST = LocalDate.of(2016, 6, 2);
    private static final LocalDate LAST = LocalDate.of(2016, 6, 10);
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssXXX");

    static UrbanAirqFile read(Path file) {
        Table table = Table.read(file, TIME, STATION);
        List<String> sensors =
                table.columns().stream().filter(name -> name.startsWith(SENSOR)).toList();
        if (sensors.isEmpty()) {
            throw new IllegalArgumentException(file + " has no sensor; their columns begin with " + SENSOR + ".");
        }
        return new UrbanAirqFile(sensors, table.rows());
    }

    /** The hours in which a sensor stood beside the station and both were heard. */
    List<Sample> beside(String sensor) {
        return samples(sensor, rows.stream().filter(UrbanAirqFile::beside));
    }

    /** The hours to test in: those beside the station; where the file has none of them, all. */
    List<Sample> tested(String sensor) {
        List<Sample> beside = beside(sensor);
        return beside.isEmpty() ? samples(sensor, rows.stream()) : beside;
    }

    private List<Sample> samples(String sensor, Stream<CSVRecord> hours) {
        return hours.flatMap(row -> sample(sensor, row)).toList();
    }

    private Stream<Sample> sample(String sensor, CSVRecord row) {
        Map<String, Double> numbers = numbers(row);
        if (!numbers.containsKey(sensor) || !numbers.containsKey(STATION)) {
            return Stream.empty();
        }
        double[] others = sensors.stream()
                .filter(name -> !name.equals(sensor) && numbers.containsKey(name))
                .mapToDouble(numbers::get)
                .toArray();
        double median =
                others.length == 0 ? numbers.get(sensor) : Median.withDefaults().evaluate(others);
        Observation observation =
                new Observation(at(row).toLocalDateTime(), Map.of(sensor, numbers.get(sensor), OTHERS, median));
        return Stream.of(new Sample(observation, numbers.get(STATION)));
    }

    private Map<String, Double> numbers(CSVRecord row) {
        Map<String, Double> numbers = new HashMap<>();
        Stream.concat(sensors.stream(), Stream.of(STATION))
                .forEach(name -> Table.put(numbers, name, row.get(name), Double::isFinite));
        return numbers;
    }

    private static boolean beside(CSVRecord row) {
        LocalDate day = at(row).toLocalDate();
        return !day.isBefore(FIRST) && !day.isAfter(LAST);
    }

    private static OffsetDateTime at(CSVRecord row) {
        return OffsetDateTime.parse(row.get(TIME), FORMAT);
    }
}
