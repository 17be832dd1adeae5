// SPDX-License-Identifier: EPL-2.0
package org.borough.air.forecast;

import java.time.LocalDateTime;
import java.util.Map;

/**
 * One hour of a station.
 *
 * @param at when it begins, local time
 * @param pollutants mean concentrations by name, µg/m³; those not measured are absent
 * @param weather the weather by name; what was not measured is absent
 */
public record StationHour(LocalDateTime at, Map<String, Double> pollutants, Map<Weather, Double> weather) {

    /** Keeps its own copies. */
    public StationHour {
        pollutants = Map.copyOf(pollutants);
        weather = Map.copyOf(weather);
    }

    /** What is known of the weather. */
    public enum Weather {
        /** Air temperature, °C. */
        TEMPERATURE,
        /** Air pressure, hPa. */
        PRESSURE,
        /** Dew point, °C. */
        DEW_POINT,
        /** Rain in the hour, mm. */
        RAIN,
        /** Wind speed, m/s. */
        WIND_SPEED,
        /** Where the wind comes from, degrees clockwise from north. */
        WIND_DIRECTION
    }
}
