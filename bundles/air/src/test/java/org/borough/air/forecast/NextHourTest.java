// SPDX-License-Identifier: EPL-2.0
package org.borough.air.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.borough.air.forecast.StationHour.Weather;
import org.junit.jupiter.api.Test;

class NextHourTest {

    private static final int LENGTH = 24 * 40;

    @Test
    void learnsThatWindBlowsTheDustAway() {
        List<StationHour> hours = hours(LENGTH);
        NextHour forecast = NextHour.learned(hours.subList(0, LENGTH / 2), "PM2.5", List.of());

        List<OptionalDouble> forecasts = forecast.after(hours);

        double learned = 0;
        double asItIs = 0;
        for (int hour = LENGTH / 2; hour + 1 < LENGTH; hour++) {
            learned += Math.abs(dust(hours, hour + 1) - forecasts.get(hour).orElseThrow());
            asItIs += Math.abs(dust(hours, hour + 1) - dust(hours, hour));
        }
        assertThat(learned).isLessThan(0.6 * asItIs);
    }

    @Test
    void forecastKnowsNothingOfTheFuture() {
        List<StationHour> hours = hours(LENGTH);
        NextHour forecast = NextHour.learned(hours, "PM2.5", List.of());

        OptionalDouble whole = forecast.after(hours).get(100);
        OptionalDouble cut = forecast.after(hours.subList(0, 101)).get(100);

        assertThat(whole).isPresent().isEqualTo(cut);
    }

    @Test
    void noForecastWithoutAMeasurementOrWithoutAPast() {
        List<StationHour> hours = new ArrayList<>(hours(LENGTH));
        NextHour forecast = NextHour.learned(hours, "PM2.5", List.of());
        StationHour silent =
                new StationHour(hours.get(100).at(), Map.of(), hours.get(100).weather());
        hours.set(100, silent);

        List<OptionalDouble> forecasts = forecast.after(hours);

        assertThat(forecasts.get(0)).isEmpty();
        assertThat(forecasts.get(100)).isEmpty();
        assertThat(forecasts.get(101)).isPresent();
    }

    private static double dust(List<StationHour> hours, int hour) {
        return hours.get(hour).pollutants().get("PM2.5");
    }

    private static List<StationHour> hours(int length) {
        List<StationHour> hours = new ArrayList<>();
        double dust = 60;
        for (int hour = 0; hour < length; hour++) {
            double wind = 3 + 3 * Math.sin(hour / 7.0);
            Map<Weather, Double> weather = new EnumMap<>(Weather.class);
            for (Weather kind : Weather.values()) {
                weather.put(kind, 10 + Math.sin(hour / (3.0 + kind.ordinal())));
            }
            weather.put(Weather.WIND_SPEED, wind);
            LocalDateTime at = LocalDateTime.of(2026, 1, 1, 0, 0).plusHours(hour);
            hours.add(new StationHour(at, new HashMap<>(Map.of("PM2.5", dust)), weather));
            dust = Math.max(0, dust + 8 - dust * wind / 25);
        }
        return hours;
    }
}
