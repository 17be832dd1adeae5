// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import org.borough.thing.Property;

/** Typed keys of {@code borough:fillLevel:1.0.0}: what a container that fills up says. */
public final class FillLevel {

    /** The capability without its version, as listeners name it. */
    public static final String CAPABILITY = "borough:fillLevel";

    /** The Thing Model. */
    public static final String MODEL = CAPABILITY + ":1.0.0";

    /** How full it is, percent, 0 to 100. */
    public static final Property<Double> LEVEL = Property.of(MODEL, "level", Double.class);

    /** Distance from the sensor down to the content, in mm. */
    public static final Property<Double> DISTANCE = Property.of(MODEL, "distance", Double.class);

    /** Whether the sensor itself says that it is full. */
    public static final Property<Boolean> FULL = Property.of(MODEL, "full", Boolean.class);

    /** Whether it lies or leans. */
    public static final Property<Boolean> TILTED = Property.of(MODEL, "tilted", Boolean.class);

    /** Temperature inside, in degrees Celsius. */
    public static final Property<Double> TEMPERATURE = Property.of(MODEL, "temperature", Double.class);

    /** Whether the sensor says that it burns. */
    public static final Property<Boolean> FIRE = Property.of(MODEL, "fire", Boolean.class);

    private FillLevel() {}
}
