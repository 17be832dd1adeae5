// SPDX-License-Identifier: EPL-2.0
package org.borough.air.calibration;

import java.time.LocalDateTime;
import java.util.Map;

/**
 * What a sensor said at one time, before any correction.
 *
 * @param at when, in the local time of the place: traffic and sun keep its hours
 * @param signals the raw signals by name, in the sensor's own units; one that is missing is absent
 */
public record Observation(LocalDateTime at, Map<String, Double> signals) {

    /** Keeps its own copy. */
    public Observation {
        signals = Map.copyOf(signals);
    }

    /** One signal; not a number when it is missing. */
    public double signal(String name) {
        return signals.getOrDefault(name, Double.NaN);
    }
}
