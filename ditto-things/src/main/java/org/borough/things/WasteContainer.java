// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import org.borough.thing.Property;

/** Typed keys of {@code borough:wasteContainer:1.0.0}: a container that is weighed, or whose pick-ups are weighed. */
public final class WasteContainer {

    /** The capability without its version, as listeners name it. */
    public static final String CAPABILITY = "borough:wasteContainer";

    /** The Thing Model. */
    public static final String MODEL = CAPABILITY + ":1.0.0";

    /** What is in it, in kg. */
    public static final Property<Double> WEIGHT = Property.of(MODEL, "weight", Double.class);

    /** What the truck weighed when it emptied it, in kg. */
    public static final Property<Double> PICKED_UP = Property.of(MODEL, "pickedUp", Double.class);

    private WasteContainer() {}
}
