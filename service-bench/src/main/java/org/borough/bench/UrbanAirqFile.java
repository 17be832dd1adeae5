// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
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
record UrbanAirqFile(Table table, List<String> sensors, List<Hour> hours) {

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
            throw new OddFile(file, "no sensor; their columns begin with " + SENSOR);
        }
        return new UrbanAirqFile(
                table,
                sensors,
                table.rows().stream().map(row -> hour(table, sensors, row)).toList());
    }

    /** The hours in which a sensor stood beside the station and both were heard. */
    List<Sample> beside(String sensor) {
        return samples(sensor, hours.stream().filter(Hour::beside));
    }

    /** The hours to test in: those beside the station; where the file has none of them, all. */
    List<Sample> tested(String sensor) {
        List<Sample> beside = beside(sensor);
        return beside.isEmpty() ? samples(sensor, hours.stream()) : beside;
    }

    private List<Sample> samples(String sensor, Stream<Hour> some) {
        return some.flatMap(hour -> sample(sensor, hour)).toList();
    }

    private Stream<Sample> sample(String sensor, Hour hour) {
        Map<String, Double> numbers = hour.numbers();
        if (!numbers.containsKey(sensor) || !numbers.containsKey(STATION)) {
            return Stream.empty();
        }
        double[] others = sensors.stream()
                .filter(name -> !name.equals(sensor) && numbers.containsKey(name))
                .mapToDouble(numbers::get)
                .toArray();
        double median =
                others.length == 0 ? numbers.get(sensor) : Median.withDefaults().evaluate(others);
        Observation observation = new Observation(hour.at(), Map.of(sensor, numbers.get(sensor), OTHERS, median));
        return Stream.of(new Sample(observation, numbers.get(STATION)));
    }

    private static Hour hour(Table table, List<String> sensors, CSVRecord row) {
        Map<String, Double> numbers = new HashMap<>();
        Stream.concat(sensors.stream(), Stream.of(STATION))
                .forEach(name -> table.put(numbers, name, row, Double::isFinite));
        OffsetDateTime at = table.parsed(
                row, TIME, "a time such as 2016-06-02 00:00:00+02:00", text -> OffsetDateTime.parse(text, FORMAT));
        return new Hour(at.toLocalDateTime(), numbers);
    }

    /** One hour: what station and sensors said. */
    record Hour(LocalDateTime at, Map<String, Double> numbers) {

        /** Whether the sensors stood beside the station. */
        boolean beside() {
            LocalDate day = at.toLocalDate();
            return !day.isBefore(FIRST) && !day.isAfter(LAST);
        }
    }
}
