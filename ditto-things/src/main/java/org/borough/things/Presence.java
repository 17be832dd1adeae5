// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import org.borough.thing.Property;

/** Typed keys of {@code borough:presence:1.0.0}: what a sensor that notices people says. */
public final class Presence {

    /** The capability without its version, as listeners name it. */
    public static final String CAPABILITY = "borough:presence";

    /** The Thing Model. */
    public static final String MODEL = CAPABILITY + ":1.0.0";

    /** Whether somebody is there. */
    public static final Property<Boolean> PRESENT = Property.of(MODEL, "present", Boolean.class);

    /** How many are there now. */
    public static final Property<Long> COUNT = Property.of(MODEL, "count", Long.class);

    private Presence() {}
}
