// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import org.borough.thing.Property;

/** Typed keys of {@code borough:airQuality:1.0.0}: what a air sensor says. */
public final class AirQuality {

    /** The capability without its version, as listeners name it. */
    public static final String CAPABILITY = "borough:airQuality";

    /** The Thing Model. */
    public static final String MODEL = CAPABILITY + ":1.0.0";

    /** Particles up to 1 micrometre, in micrograms per cubic metre. */
    public static final Property<Double> PM1 = Property.of(MODEL, "pm1", Double.class);

    /** Particles up to 2.5 micrometres, in micrograms per cubic metre. */
    public static final Property<Double> PM25 = Property.of(MODEL, "pm25", Double.class);

    /** Particles up to 4 micrometres, in micrograms per cubic metre. */
    public static final Property<Double> PM4 = Property.of(MODEL, "pm4", Double.class);

    /** Particles up to 10 micrometres, in micrograms per cubic metre. */
    public static final Property<Double> PM10 = Property.of(MODEL, "pm10", Double.class);

    /** Nitrogen dioxide, in micrograms per cubic metre. */
    public static final Property<Double> NO2 = Property.of(MODEL, "no2", Double.class);

    /** Ozone, in micrograms per cubic metre. */
    public static final Property<Double> O3 = Property.of(MODEL, "o3", Double.class);

    /** Carbon monoxide, in milligrams per cubic metre. */
    public static final Property<Double> CO = Property.of(MODEL, "co", Double.class);

    /** Sulphur dioxide, in micrograms per cubic metre. */
    public static final Property<Double> SO2 = Property.of(MODEL, "so2", Double.class);

    /** Carbon dioxide, in parts per million. */
    public static final Property<Double> CO2 = Property.of(MODEL, "co2", Double.class);

    /** Volatile organic compounds in all, in micrograms per cubic metre. */
    public static final Property<Double> TVOC = Property.of(MODEL, "tvoc", Double.class);

    /** Volatile organic compounds as an index of the sensor, without unit. */
    public static final Property<Double> TVOC_INDEX = Property.of(MODEL, "tvocIndex", Double.class);

    /** Formaldehyde, in milligrams per cubic metre. */
    public static final Property<Double> HCHO = Property.of(MODEL, "hcho", Double.class);

    private AirQuality() {}
}
