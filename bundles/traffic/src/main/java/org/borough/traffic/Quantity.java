// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import java.util.Map;
import org.borough.plausibility.Range;
import org.borough.things.TrafficCount;
import org.borough.things.TrafficFlow;

/** What counters tell, by the keys of their properties, and what each can be. */
final class Quantity {

    static final String SPEED = TrafficFlow.SPEED.path();
    static final String FLOW = TrafficFlow.FLOW.path();
    static final String OCCUPANCY = TrafficFlow.OCCUPANCY.path();
    static final String HEAVY = TrafficFlow.HEAVY_SHARE.path();
    static final String COUNT = TrafficCount.COUNT.path();

    private static final int PERCENT = 100;

    /** A lane carries some 2,400 vehicles an hour at most (Highway Capacity Manual); a cross-section has 12 lanes at most. */
    private static final Map<String, Range> RANGES = Map.of(
            FLOW, new Range(0, 30_000),
            COUNT, new Range(0, 30_000),
            OCCUPANCY, new Range(0, PERCENT),
            HEAVY, new Range(0, PERCENT),
            SPEED, new Range(0, 400));

    private Quantity() {}

    static boolean is(String path) {
        return RANGES.containsKey(path);
    }

    static Range range(String path, double fastest) {
        return path.equals(SPEED) ? new Range(0, fastest) : RANGES.get(path);
    }
}
