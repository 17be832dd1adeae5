// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import org.borough.thing.Property;

/** Typed keys of {@code borough:battery:1.0.0}: what a power supply of a device says. */
public final class Battery {

    /** The capability without its version, as listeners name it. */
    public static final String CAPABILITY = "borough:battery";

    /** The Thing Model. */
    public static final String MODEL = CAPABILITY + ":1.0.0";

    /** Charge left, percent, 0 to 100. */
    public static final Property<Double> LEVEL = Property.of(MODEL, "level", Double.class);

    /** Voltage, in V. */
    public static final Property<Double> VOLTAGE = Property.of(MODEL, "voltage", Double.class);

    /** Whether the device says that it runs down. */
    public static final Property<Boolean> LOW = Property.of(MODEL, "low", Boolean.class);

    private Battery() {}
}
