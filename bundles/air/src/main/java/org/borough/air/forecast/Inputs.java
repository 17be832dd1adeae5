// SPDX-License-Identifier: EPL-2.0
package org.borough.air.forecast;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.borough.air.forecast.StationHour.Weather;

/** What a forecast looks at: the pollutant's last hours, the others, the weather, and the place in day and year. */
final class Inputs {

    /** How many hours of the pollutant come first. */
    static final int LAGS = 6;

    private static final int ROOT_LAGS = 3;
    private static final int DAY = 24;

    private final List<StationHour> hours;
    private final Track pollutant;
    private final List<Track> others;
    private final Map<Weather, Track> weather = new EnumMap<>(Weather.class);

    Inputs(List<StationHour> hours, String pollutant, List<String> others) {
        this.hours = hours;
        this.pollutant = track(pollutant);
        this.others = others.stream().map(this::track).toList();
        for (Weather kind : Weather.values()) {
            weather.put(kind, new Track(hours, hour -> hour.weather().getOrDefault(kind, Double.NaN)));
        }
    }

    private Track track(String name) {
        return new Track(hours, hour -> hour.pollutants().getOrDefault(name, Double.NaN));
    }

    /** What is known in an hour; with numbers that are none where the past does not reach back far enough. */
    double[] at(int hour) {
        List<Double> inputs = new ArrayList<>();
        pollutants(hour, inputs);
        weather(hour, inputs);
        double now = pollutant.at(hour, 0);
        double nextHour = 2 * Math.PI * (hours.get(hour).at().getHour() + 1) / DAY;
        waves(nextHour, 3, now, inputs);
        waves(2 * Math.PI * hours.get(hour).at().getMonthValue() / 12, 1, now, inputs);
        return inputs.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void pollutants(int hour, List<Double> inputs) {
        for (int lag = 0; lag < LAGS; lag++) {
            inputs.add(pollutant.at(hour, lag));
        }
        for (int lag = 0; lag < ROOT_LAGS; lag++) {
            inputs.add(Math.sqrt(pollutant.at(hour, lag) + 1));
        }
        inputs.add(pollutant.growth(hour, DAY));
        for (Track other : others) {
            inputs.add(other.at(hour, 0));
            inputs.add(other.at(hour, 1));
        }
    }

    private void weather(int hour, List<Double> inputs) {
        for (Weather kind : List.of(Weather.TEMPERATURE, Weather.PRESSURE, Weather.DEW_POINT)) {
            Track track = weather.get(kind);
            inputs.addAll(List.of(track.at(hour, 0), track.growth(hour, 1), track.growth(hour, 3)));
        }
        double now = pollutant.at(hour, 0);
        double speed = weather.get(Weather.WIND_SPEED).at(hour, 0);
        double from = Math.toRadians(weather.get(Weather.WIND_DIRECTION).at(hour, 0));
        double east = speed * Math.sin(from);
        double north = speed * Math.cos(from);
        double rain = weather.get(Weather.RAIN).at(hour, 0) > 0 ? now : 0;
        inputs.addAll(List.of(speed, east, north, now * speed, now * east, now * north, rain));
    }

    private static void waves(double angle, int most, double now, List<Double> inputs) {
        for (int times = 1; times <= most; times++) {
            double sin = Math.sin(times * angle);
            double cos = Math.cos(times * angle);
            inputs.addAll(List.of(sin, cos, now * sin, now * cos));
        }
    }
}
