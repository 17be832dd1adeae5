// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import org.borough.thing.Property;

/** Typed keys of {@code borough:photocell:1.0.0}: what a cell that looks at the sky says. */
public final class Photocell {

    /** The capability without its version, as listeners name it. */
    public static final String CAPABILITY = "borough:photocell";

    /** The Thing Model. */
    public static final String MODEL = CAPABILITY + ":1.0.0";

    /** Illuminance in lx. */
    public static final Property<Double> ILLUMINANCE = Property.of(MODEL, "illuminance", Double.class);

    /** Whether it is dark enough for lamps to burn, by the cell's own threshold. */
    public static final Property<Boolean> DARK = Property.of(MODEL, "dark", Boolean.class);

    private Photocell() {}
}
