// SPDX-License-Identifier: EPL-2.0
package org.borough.air.index;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is measured in the air. Concentrations are in µg/m³, carbon monoxide in mg/m³, as sensors report them. */
public enum Pollutant {
    /** Particles up to 2.5 micrometres. */
    PM25(0),
    /** Particles up to 10 micrometres. */
    PM10(0),
    /** Nitrogen dioxide. */
    NO2(46.0055),
    /** Ozone. */
    O3(47.998),
    /** Sulphur dioxide. */
    SO2(64.066),
    /** Carbon monoxide. */
    CO(28.010);

    /** Litres of an ideal gas in a mole at 0 °C and 1013.25 hPa. */
    private static final double MOLAR_LITRES = 22.414;

    private static final double ZERO_CELSIUS = 273.15;

    private final double gramsPerMole;
    private final String key;

    Pollutant(double gramsPerMole) {
        this.gramsPerMole = gramsPerMole;
        this.key = name().toLowerCase(Locale.ROOT);
    }

    /** Its name as a key in things and tables: {@code pm25}. */
    public String key() {
        return key;
    }

    /** The unit of its concentrations. */
    public String unit() {
        return this == CO ? "mg/m³" : "µg/m³";
    }

    /** Whether it is a gas, which can be told in parts per billion too. */
    public boolean isGas() {
        return gramsPerMole > 0;
    }

    /**
     * How many µg/m³ are one ppb; for carbon monoxide how many mg/m³ are one ppm. The number is the same.
     *
     * @param celsius the temperature that the concentration is referred to, at 1013.25 hPa
     */
    public double massPerPart(double celsius) {
        return gramsPerMole / (MOLAR_LITRES * (ZERO_CELSIUS + celsius) / ZERO_CELSIUS);
    }

    /** The pollutant of that key. */
    public static Optional<Pollutant> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }
}
