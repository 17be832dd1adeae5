// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

import java.util.List;
import java.util.Optional;

/**
 * What is to be planned.
 *
 * @param cost what it costs to go from a node (row) to another (column), 0 or more
 * @param seconds how long it takes; empty when time does not matter
 * @param stops what to collect
 * @param vehicles with what; a vehicle of the same kind may stand there many times
 * @param tips where vehicles may unload on their way, and must before they come back; none: they come back loaded
 */
public record Problem(
        int[][] cost, Optional<int[][]> seconds, List<Stop> stops, List<Vehicle> vehicles, List<Tip> tips) {

    /** Takes tables as they are; they must not change any more. */
    public Problem {
        stops = List.copyOf(stops);
        vehicles = List.copyOf(vehicles);
        tips = List.copyOf(tips);
        if (vehicles.isEmpty()) {
            throw new IllegalArgumentException("A plan needs a vehicle.");
        }
        stops.forEach(stop -> check(cost, stop.node()));
        tips.forEach(tip -> check(cost, tip.node()));
        vehicles.forEach(vehicle -> {
            check(cost, vehicle.start());
            check(cost, vehicle.end());
        });
    }

    /** Only room counts: each position's price can be told without driving the whole tour in thought. */
    boolean plain() {
        return seconds.isEmpty() && tips.isEmpty();
    }

    private static void check(int[][] cost, int node) {
        if (node < 0 || node >= cost.length) {
            throw new IllegalArgumentException("Node " + node + " is not in a table of " + cost.length + ".");
        }
    }
}
