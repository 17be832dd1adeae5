// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import org.borough.thing.Property;

/** Typed keys of {@code borough:luminaire:1.0.0}: what a street light says. */
public final class Luminaire {

    /** The capability without its version, as listeners name it. */
    public static final String CAPABILITY = "borough:luminaire";

    /** The Thing Model. */
    public static final String MODEL = CAPABILITY + ":1.0.0";

    /** Light output, percent of full, 0 to 100. Writable as a desired property. */
    public static final Property<Double> LEVEL = Property.of(MODEL, "level", Double.class);

    /** Whether the lamp burns. */
    public static final Property<Boolean> ON = Property.of(MODEL, "on", Boolean.class);

    /** Active power drawn now, in W. */
    public static final Property<Double> POWER = Property.of(MODEL, "power", Double.class);

    /** Active energy drawn since the meter began, in Wh. */
    public static final Property<Double> ENERGY = Property.of(MODEL, "energy", Double.class);

    /** Mains voltage, in V. */
    public static final Property<Double> VOLTAGE = Property.of(MODEL, "voltage", Double.class);

    /** Power factor, 0 to 1. */
    public static final Property<Double> POWER_FACTOR = Property.of(MODEL, "powerFactor", Double.class);

    /** Whether the lamp failed. */
    public static final Property<Boolean> LAMP_FAULT = Property.of(MODEL, "lampFault", Boolean.class);

    /** Whether the driver (control gear) failed or is not found. */
    public static final Property<Boolean> DRIVER_FAULT = Property.of(MODEL, "driverFault", Boolean.class);

    /** How long the lamp has burnt, in h. */
    public static final Property<Double> OPERATING_HOURS = Property.of(MODEL, "operatingHours", Double.class);

    /** Temperature of the controller, in degrees Celsius. */
    public static final Property<Double> TEMPERATURE = Property.of(MODEL, "temperature", Double.class);

    /** What made the controller take its present level, in its vendor's words. */
    public static final Property<String> DECIDED_BY = Property.of(MODEL, "decidedBy", String.class);

    private Luminaire() {}
}
