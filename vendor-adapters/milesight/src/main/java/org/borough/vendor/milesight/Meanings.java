// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.milesight;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.things.AirQuality;
import org.borough.things.Battery;
import org.borough.things.Climate;
import org.borough.things.FillLevel;
import org.borough.things.Presence;
import org.borough.things.TrafficCount;

/** What the vendor's names mean for devices of one kind. */
record Meanings(Map<String, Function<Object, Reading<?>>> byName) {

    /** Micrograms in a cubic metre of one part in a million of ozone, at 20 °C and 1,013 hPa as EU air law has it. */
    private static final double OZONE_MICROGRAMS_PER_PPM = 1995.4;

    static final Meanings BATTERY = new Meanings(Map.of("battery", number(Battery.LEVEL)));

    static final Meanings ROOM = BATTERY.and(Map.ofEntries(
            entry("temperature", number(Climate.TEMPERATURE)),
            entry("humidity", number(Climate.HUMIDITY)),
            entry("pressure", number(Climate.PRESSURE)),
            entry("illumination", number(Climate.ILLUMINANCE)),
            entry("co2", number(AirQuality.CO2)),
            entry("hcho", number(AirQuality.HCHO)),
            entry("pm2_5", number(AirQuality.PM25)),
            entry("pm10", number(AirQuality.PM10)),
            entry("o3", ppm -> AirQuality.O3.is((double) ppm * OZONE_MICROGRAMS_PER_PPM)),
            entry("pir", word -> Presence.PRESENT.is("trigger".equals(word)))));

    static final Meanings BIN = BATTERY.and(Map.of(
            "distance", number(FillLevel.DISTANCE),
            "temperature", number(FillLevel.TEMPERATURE),
            "position", word -> FillLevel.TILTED.is("tilt".equals(word))));

    static final Meanings SEAT = BATTERY.and(Map.of("occupancy", word -> Presence.PRESENT.is("occupied".equals(word))));

    static final Meanings PEOPLE = new Meanings(Map.of(
            "people_count_all", count -> Presence.COUNT.is((Long) count),
            "people_in", count -> TrafficCount.IN.is((Long) count),
            "people_out", count -> TrafficCount.OUT.is((Long) count),
            "people_total_in", count -> TrafficCount.TOTAL_IN.is((Long) count),
            "people_total_out", count -> TrafficCount.TOTAL_OUT.is((Long) count)));

    private static Function<Object, Reading<?>> number(Property<Double> property) {
        return value -> property.is(((Number) value).doubleValue());
    }

    private Meanings and(Map<String, Function<Object, Reading<?>>> more) {
        Map<String, Function<Object, Reading<?>>> both = new HashMap<>(byName);
        both.putAll(more);
        return new Meanings(Map.copyOf(both));
    }

    List<Reading<?>> of(Map<String, Object> words) {
        List<Reading<?>> readings = new ArrayList<>();
        words.forEach((name, value) -> {
            Function<Object, Reading<?>> meaning = byName.get(name);
            if (meaning != null) {
                readings.add(meaning.apply(value));
            }
        });
        if (words.get("people_count_all") instanceof Long count) {
            readings.add(Presence.PRESENT.is(count > 0));
        }
        if (words.get("people_in") instanceof Long in && words.get("people_out") instanceof Long out) {
            readings.add(TrafficCount.COUNT.is(in + out));
        }
        return readings;
    }
}
