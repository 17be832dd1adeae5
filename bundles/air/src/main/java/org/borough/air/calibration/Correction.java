// SPDX-License-Identifier: EPL-2.0
package org.borough.air.calibration;

import java.util.OptionalDouble;

/** Makes a concentration of what a sensor said. Immutable; callable from any thread. */
public interface Correction {

    /**
     * The concentration in the unit of the reference that it was fitted to, 0 or more.
     *
     * @return empty when a signal that it needs is missing
     */
    OptionalDouble concentration(Observation observation);

    /** The whole of it, written down. */
    String text();
}
