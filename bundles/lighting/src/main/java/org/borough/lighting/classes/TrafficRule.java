// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

import java.time.Duration;
import java.util.List;
import org.borough.thing.ThingId;

/**
 * How the traffic of the hour is told.
 *
 * @param sensors counters or presence sensors; empty for those that speak for the lamps of the group
 * @param capacityPerHour how many the street can take in an hour
 * @param window over which is counted
 * @param settle how long less traffic must last before it counts
 */
public record TrafficRule(List<ThingId> sensors, double capacityPerHour, Duration window, Duration settle) {

    /** Keeps its own copy. */
    public TrafficRule {
        sensors = List.copyOf(sensors);
    }
}
