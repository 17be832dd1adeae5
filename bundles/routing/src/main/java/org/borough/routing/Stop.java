// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

import java.util.List;

/**
 * Something to collect.
 *
 * @param node where it stands: a row of the problem's tables
 * @param demand how much room it takes in a vehicle
 * @param serviceSeconds how long a vehicle stands there
 * @param windows when work may begin there, in order; none means at any time
 * @param worth what it costs to leave it for another day, in the unit of the cost table
 */
public record Stop(int node, int demand, int serviceSeconds, List<Window> windows, int worth) {

    /** A worth that no tour costs. */
    public static final int MUST = 100_000_000;

    /** Refuses a negative demand or time. */
    public Stop {
        if (demand < 0 || serviceSeconds < 0 || worth < 0) {
            throw new IllegalArgumentException("Demand, service time and worth of a stop are 0 or more.");
        }
        windows = List.copyOf(windows);
    }

    /** A stop that takes room only. */
    public Stop(int node, int demand) {
        this(node, demand, 0, List.of(), MUST);
    }
}
