// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import org.borough.thing.Property;

/** Typed keys of {@code borough:travelState:1.0.0}: how traffic goes on a segment of a road. */
public final class TravelState {

    /** The capability without its version, as listeners name it. */
    public static final String CAPABILITY = "borough:travelState";

    /** The Thing Model. */
    public static final String MODEL = CAPABILITY + ":1.0.0";

    /** Mean speed on the segment in the last step, in km/h. */
    public static final Property<Double> SPEED = Property.of(MODEL, "speed", Double.class);

    /** Vehicles that pass, extrapolated to an hour. */
    public static final Property<Double> FLOW = Property.of(MODEL, "flow", Double.class);

    /** Level of service, A (free) to F (jammed). */
    public static final Property<String> LEVEL = Property.of(MODEL, "level", String.class);

    /** Whether the level is as bad as the rules of the area call congested. */
    public static final Property<Boolean> CONGESTED = Property.of(MODEL, "congested", Boolean.class);

    /** What the state rests on: measured, doubtful, estimated or unknown. */
    public static final Property<String> QUALITY = Property.of(MODEL, "quality", String.class);

    private TravelState() {}
}
