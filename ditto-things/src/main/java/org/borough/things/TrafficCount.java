// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import org.borough.thing.Property;

/** Typed keys of {@code borough:trafficCount:1.0.0}: what a counter of people or vehicles that pass says. */
public final class TrafficCount {

    /** The capability without its version, as listeners name it. */
    public static final String CAPABILITY = "borough:trafficCount";

    /** The Thing Model. */
    public static final String MODEL = CAPABILITY + ":1.0.0";

    /** How many passed since the report before. */
    public static final Property<Long> COUNT = Property.of(MODEL, "count", Long.class);

    /** How many of them passed in the first direction (in, left to right). */
    public static final Property<Long> IN = Property.of(MODEL, "in", Long.class);

    /** How many of them passed in the second direction (out, right to left). */
    public static final Property<Long> OUT = Property.of(MODEL, "out", Long.class);

    /** How many passed in the first direction since the counter began. */
    public static final Property<Long> TOTAL_IN = Property.of(MODEL, "totalIn", Long.class);

    /** How many passed in the second direction since the counter began. */
    public static final Property<Long> TOTAL_OUT = Property.of(MODEL, "totalOut", Long.class);

    /** Mean speed of what passed, in km/h. */
    public static final Property<Double> SPEED = Property.of(MODEL, "speed", Double.class);

    private TrafficCount() {}
}
