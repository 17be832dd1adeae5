// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

import java.util.List;

/**
 * Who goes where.
 *
 * @param tours the tours of the vehicles that are used
 * @param unserved the stops, by their place in the problem, that no vehicle could take, or not at a price below their
 *     worth
 * @param cost what the tours cost, without what stays behind
 * @param rounds how often the search changed the plan
 */
public record Plan(List<Tour> tours, List<Integer> unserved, long cost, long rounds) {

    /**
     * The tour of one vehicle.
     *
     * @param vehicle its place in the problem
     * @param visits in order
     * @param endSecond when it is back; 0 when time does not matter
     */
    public record Tour(int vehicle, List<Visit> visits, int endSecond) {

        /** The stops, without the tips. */
        public List<Integer> stops() {
            return visits.stream()
                    .filter(visit -> !visit.tip())
                    .map(Visit::index)
                    .toList();
        }
    }

    /**
     * One halt.
     *
     * @param tip whether it is a tip, else a stop
     * @param index its place among the problem's tips or stops
     * @param startSecond when work begins there
     * @param load what the vehicle holds after it
     */
    public record Visit(boolean tip, int index, int startSecond, int load) {}
}
