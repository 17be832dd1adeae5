// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;
import org.borough.air.forecast.StationHour;
import org.borough.air.forecast.StationHour.Weather;

/** Hours in the layout of the Beijing multi-site air quality data (Zhang et al. 2017); NA is a missing value. */
final class PrsaFile {

    static final String PM25 = "PM2.5";
    static final List<String> OTHERS = List.of("PM10", "SO2", "NO2", "CO", "O3");

    private static final List<String> WIND =
            List.of("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW");
    private static final Map<Weather, String> WEATHER = Map.of(
            Weather.TEMPERATURE, "TEMP",
            Weather.PRESSURE, "PRES",
            Weather.DEW_POINT, "DEWP",
            Weather.RAIN, "RAIN",
            Weather.WIND_SPEED, "WSPM");

    private static final String STATION = "station";
    private static final int MOST_DAYS = 100;

    private PrsaFile() {}

    static List<StationHour> read(Path file) {
        Table table = Table.read(file, "year", "month", "day", "hour", PM25);
        List<String> stations = table.rows().stream()
                .filter(row -> row.isSet(STATION))
                .map(row -> row.get(STATION))
                .distinct()
                .toList();
        if (stations.size() > 1) {
            throw new OddFile(file, "column " + STATION + " names " + stations + "; give a file of one station");
        }
        NavigableMap<LocalDateTime, StationHour> hours = new TreeMap<>();
        table.rows().stream().map(row -> hour(table, row)).forEach(hour -> hours.put(hour.at(), hour));
        return whole(hours);
    }

    /** Hours that the file leaves out, within months, are hours in which nothing was measured. */
    private static List<StationHour> whole(NavigableMap<LocalDateTime, StationHour> hours) {
        List<StationHour> whole = new ArrayList<>();
        for (StationHour hour : hours.values()) {
            LocalDateTime next = whole.isEmpty()
                    ? hour.at()
                    : whole.get(whole.size() - 1).at().plusHours(1);
            boolean near = next.plusDays(MOST_DAYS).isAfter(hour.at());
            for (LocalDateTime at = next; near && at.isBefore(hour.at()); at = at.plusHours(1)) {
                whole.add(new StationHour(at, Map.of(), Map.of()));
            }
            whole.add(hour);
        }
        return whole;
    }

    private static StationHour hour(Table table, CSVRecord row) {
        Map<String, Double> pollutants = new HashMap<>();
        table.put(pollutants, PM25, row, value -> value >= 0);
        OTHERS.forEach(name -> table.put(pollutants, name, row, value -> value >= 0));
        Map<String, Double> measured = new HashMap<>();
        WEATHER.values().forEach(name -> table.put(measured, name, row, Double::isFinite));
        Map<Weather, Double> weather = new EnumMap<>(Weather.class);
        WEATHER.forEach((kind, name) -> measured.computeIfPresent(name, (key, value) -> {
            weather.put(kind, value);
            return value;
        }));
        int direction = row.isSet("wd") ? WIND.indexOf(row.get("wd")) : -1;
        if (direction >= 0) {
            weather.put(Weather.WIND_DIRECTION, 360.0 * direction / WIND.size());
        }
        return new StationHour(at(table, row), pollutants, weather);
    }

    private static LocalDateTime at(Table table, CSVRecord row) {
        int hour = number(table, row, "hour", 23);
        int day = number(table, row, "day", 31);
        int month = number(table, row, "month", 12);
        // The last cell of the four: a 30th of February is told of the day.
        return table.parsed(
                row,
                "day",
                "a day of that month",
                text -> LocalDateTime.of(number(table, row, "year", 9999), month, day, hour, 0));
    }

    private static int number(Table table, CSVRecord row, String column, int most) {
        return table.parsed(row, column, "a whole number up to " + most, text -> {
            int number = Integer.parseInt(text);
            if (number < 0 || number > most) {
                throw new NumberFormatException(text);
            }
            return number;
        });
    }
}
