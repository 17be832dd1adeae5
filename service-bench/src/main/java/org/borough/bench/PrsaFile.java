// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private PrsaFile() {}

    static List<StationHour> read(Path file) {
        return Table.read(file, "year", "month", "day", "hour", PM25, "PM10", "SO2", "NO2", "CO", "O3", "TEMP", "wd")
                .rows()
                .stream()
                .map(PrsaFile::hour)
                .toList();
    }

    private static StationHour hour(CSVRecord row) {
        Map<String, Double> pollutants = new HashMap<>();
        Table.put(pollutants, PM25, row.get(PM25), value -> value >= 0);
        OTHERS.forEach(name -> Table.put(pollutants, name, row.get(name), value -> value >= 0));
        Map<String, Double> measured = new HashMap<>();
        WEATHER.values().forEach(name -> Table.put(measured, name, row.get(name), Double::isFinite));
        Map<Weather, Double> weather = new EnumMap<>(Weather.class);
        WEATHER.forEach((kind, name) -> measured.computeIfPresent(name, (key, value) -> {
            weather.put(kind, value);
            return value;
        }));
        int direction = WIND.indexOf(row.get("wd"));
        if (direction >= 0) {
            weather.put(Weather.WIND_DIRECTION, 360.0 * direction / WIND.size());
        }
        return new StationHour(at(row), pollutants, weather);
    }

    private static LocalDateTime at(CSVRecord row) {
        return LocalDateTime.of(number(row, "year"), number(row, "month"), number(row, "day"), number(row, "hour"), 0);
    }

    private static int number(CSVRecord row, String column) {
        return Integer.parseInt(row.get(column));
    }
}
