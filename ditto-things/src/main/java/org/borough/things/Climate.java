// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import org.borough.thing.Property;

/** Typed keys of {@code borough:climate:1.0.0}: what a weather or room climate sensor says. */
public final class Climate {

    /** The capability without its version, as listeners name it. */
    public static final String CAPABILITY = "borough:climate";

    /** The Thing Model. */
    public static final String MODEL = CAPABILITY + ":1.0.0";

    /** Air temperature, in degrees Celsius. */
    public static final Property<Double> TEMPERATURE = Property.of(MODEL, "temperature", Double.class);

    /** Relative humidity, percent, 0 to 100. */
    public static final Property<Double> HUMIDITY = Property.of(MODEL, "humidity", Double.class);

    /** Air pressure at the sensor, in hPa. */
    public static final Property<Double> PRESSURE = Property.of(MODEL, "pressure", Double.class);

    /** Light that falls on the sensor, in lx. */
    public static final Property<Double> ILLUMINANCE = Property.of(MODEL, "illuminance", Double.class);

    /** Wind speed, in m/s. */
    public static final Property<Double> WIND_SPEED = Property.of(MODEL, "windSpeed", Double.class);

    /** Where the wind comes from, degrees clockwise from north. */
    public static final Property<Double> WIND_DIRECTION = Property.of(MODEL, "windDirection", Double.class);

    /** Rain since the report before, in mm. */
    public static final Property<Double> PRECIPITATION = Property.of(MODEL, "precipitation", Double.class);

    private Climate() {}
}
