// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Takes strings of neighbouring stops out of neighbouring routes. */
final class Ruin {

    private static final double MEAN_REMOVED = 10;
    private static final double LONGEST_STRING = 10;
    private static final double SPLIT_CHANCE = 0.5;
    private static final double STOP_GROWING_CHANCE = 0.99;

    private final Network network;
    private final SplittableRandom random;
    private final List<Route> ruined = new ArrayList<>();

    Ruin(Network network, SplittableRandom random) {
        this.network = network;
        this.random = random;
    }

    void apply(State state) {
        ruined.clear();
        int routed = network.stops - state.waitingCount();
        int routes = Math.max(1, state.routes().size());
        double longest = Math.min(LONGEST_STRING, Math.max(1, (double) routed / routes));
        double mostStrings = 4 * MEAN_REMOVED / (1 + longest) - 1;
        int strings = (int) (1 + random.nextDouble() * mostStrings);
        for (int stop : network.near[random.nextInt(network.stops)]) {
            Route route = state.routeOf(stop);
            if (route != null && !ruined.contains(route)) {
                ruined.add(route);
                removeString(state, route, stop, longest);
                if (ruined.size() >= strings) {
                    return;
                }
            }
        }
    }

    private void removeString(State state, Route route, int stop, double longest) {
        int length = (int) (1 + random.nextDouble() * Math.min(route.size(), longest));
        length = Math.min(length, route.size());
        int kept = 0;
        if (length > 1 && length < route.size() && random.nextDouble() < SPLIT_CHANCE) {
            kept = 1;
            while (length + kept < route.size() && random.nextDouble() > STOP_GROWING_CHANCE) {
                kept++;
            }
        }
        int position = route.positionOf(stop);
        int span = length + kept;
        int first = Math.max(0, position - span + 1);
        int last = Math.min(position, route.size() - span);
        int start = first + random.nextInt(last - first + 1);
        if (kept == 0) {
            state.takeOut(route, start, length);
            return;
        }
        int head = 1 + random.nextInt(length - 1);
        state.takeOut(route, start + head + kept, length - head);
        state.takeOut(route, start, head);
    }
}
