// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.things.AirQuality;
import org.borough.things.Battery;
import org.borough.things.Climate;
import org.borough.things.FillLevel;
import org.borough.things.Presence;

/** What the vendor's names mean, whichever device says them. A name means something only in the unit given here. */
final class Meanings {

    private record Meaning(String unit, Property<Double> property, DoubleUnaryOperator scale) {

        Meaning(String unit, Property<Double> property) {
            this(unit, property, DoubleUnaryOperator.identity());
        }
    }

    private static final String MASS = "µg⋅m⁻³";
    private static final String SPEED = "m⋅s⁻¹";

    private static final Map<String, Meaning> BY_NAME = Map.ofEntries(
            entry("battery_voltage", new Meaning("V", Battery.VOLTAGE)),
            entry("air_temperature", new Meaning("°C", Climate.TEMPERATURE)),
            entry("air_humidity", new Meaning("%", Climate.HUMIDITY, Meanings::percent)),
            entry("relative_humidity", new Meaning("%", Climate.HUMIDITY, Meanings::percent)),
            entry("barometric_pressure", new Meaning("Pa", Climate.PRESSURE, pascal -> pascal / 100)),
            entry("atmospheric_pressure", new Meaning("kPa", Climate.PRESSURE, kilopascal -> kilopascal * 10)),
            entry("illuminance", new Meaning("lx", Climate.ILLUMINANCE)),
            entry("wind_speed", new Meaning(SPEED, Climate.WIND_SPEED)),
            entry("wind_direction", new Meaning("°", Climate.WIND_DIRECTION)),
            entry("precipitation", new Meaning("mm", Climate.PRECIPITATION)),
            entry("pm1_0_mass_concentration", new Meaning(MASS, AirQuality.PM1)),
            entry("pm2_5_mass_concentration", new Meaning(MASS, AirQuality.PM25)),
            entry("pm4_mass_concentration", new Meaning(MASS, AirQuality.PM4)),
            entry("pm10_mass_concentration", new Meaning(MASS, AirQuality.PM10)),
            entry("co2_concentration", new Meaning("ppm", AirQuality.CO2)),
            entry("distance", new Meaning("mm", FillLevel.DISTANCE)),
            entry("distance_average", new Meaning("mm", FillLevel.DISTANCE)));

    private Meanings() {}

    static Optional<Reading<?>> of(Descriptor.Value value, double number) {
        if (value.name().equals("activity_counter")) {
            return Optional.of(Presence.PRESENT.is(number > 0));
        }
        Meaning meaning = BY_NAME.get(value.name());
        boolean same = meaning != null && value.unit().equals(Optional.of(meaning.unit()));
        return same ? Optional.of(meaning.property().is(meaning.scale().applyAsDouble(number))) : Optional.empty();
    }

    /** Humidity sensors give a little less than nothing and more than all at their ends. */
    private static double percent(double number) {
        return Math.max(0, Math.min(100, number));
    }
}
