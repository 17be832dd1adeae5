// SPDX-License-Identifier: EPL-2.0
package org.borough.things;

import org.borough.thing.Property;

/** Typed keys of {@code borough:signalPlan:1.0.0}: a signal controller that runs one of the plans that its engineer made. */
public final class SignalPlan {

    /** The capability without its version, as listeners name it. */
    public static final String CAPABILITY = "borough:signalPlan";

    /** The Thing Model. */
    public static final String MODEL = CAPABILITY + ":1.0.0";

    /** The plan that runs. Its desired value asks for another. */
    public static final Property<String> PLAN = Property.of(MODEL, "plan", String.class);

    private SignalPlan() {}
}
