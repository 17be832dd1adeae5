// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import org.borough.thing.Property;

/** Typed keys of {@code borough:trafficFlow:1.0.0}: what a detector, a radar or a camera says of the vehicles on a cross-section. */
public final class TrafficFlow {

    /** The capability without its version, as listeners name it. */
    public static final String CAPABILITY = "borough:trafficFlow";

    /** The Thing Model. */
    public static final String MODEL = CAPABILITY + ":1.0.0";

    /** Vehicles that pass, extrapolated to an hour. */
    public static final Property<Double> FLOW = Property.of(MODEL, "flow", Double.class);

    /** Mean speed of what passed, in km/h. */
    public static final Property<Double> SPEED = Property.of(MODEL, "speed", Double.class);

    /** Share of the time in which a vehicle stood on the detector, in percent. */
    public static final Property<Double> OCCUPANCY = Property.of(MODEL, "occupancy", Double.class);

    /** Share of heavy vehicles in all that passed, in percent. */
    public static final Property<Double> HEAVY_SHARE = Property.of(MODEL, "heavyShare", Double.class);

    private TrafficFlow() {}
}
