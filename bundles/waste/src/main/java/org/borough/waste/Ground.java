// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.borough.twin.Place;
import org.borough.waste.rules.WasteRules.Costs;
import org.borough.waste.rules.WasteRules.Slow;
import org.borough.waste.streets.Streets;

/**
 * The ways between places: over streets where there is a map, else in a straight line lengthened by what detours usually
 * add.
 *
 * @param words which of the two
 * @param reachable for each place whether a truck gets there and home
 */
record Ground(String words, int[][] metres, int[][] seconds, boolean[] reachable) {

    private static final double DETOUR = 1.35;
    private static final double METRES_PER_SECOND = 25 / 3.6;
    private static final String STRAIGHT =
            "Straight lines, a third longer, at 25 km/h, since %s: kilometres and times are rough.";

    /**
     * The ways between places.
     *
     * @param needed how many of the first places must be on the map for it to serve: depots and tips
     * @param slow where trucks lose time
     */
    static Ground of(List<Place> places, int needed, Optional<Streets> map, List<Slow> slow) {
        if (map.isEmpty()) {
            return straight(places, slow, "there is no street map");
        }
        List<Optional<Integer>> nodes = places.stream().map(map.get()::near).toList();
        if (nodes.stream().limit(needed).anyMatch(Optional::isEmpty)) {
            return straight(places, slow, "a depot or tip is not on the street map");
        }
        int home = nodes.get(0).orElseThrow();
        Streets.Ways ways = map.get()
                .slowed(slow)
                .between(nodes.stream().mapToInt(node -> node.orElse(home)).toArray());
        boolean[] reachable = new boolean[places.size()];
        IntStream.range(0, places.size())
                .forEach(i -> reachable[i] = nodes.get(i).isPresent());
        return new Ground(
                "Over the streets of the map, one-way streets one way.", ways.metres(), ways.seconds(), reachable);
    }

    private static Ground straight(List<Place> places, List<Slow> slow, String why) {
        int size = places.size();
        int[][] metres = new int[size][size];
        int[][] seconds = new int[size][size];
        boolean[] reachable = new boolean[size];
        for (int a = 0; a < size; a++) {
            reachable[a] = true;
            for (int b = 0; b < size; b++) {
                double far = DETOUR * places.get(a).metresTo(places.get(b));
                metres[a][b] = (int) Math.ceil(far);
                seconds[a][b] = (int) Math.ceil(far / METRES_PER_SECOND * Slow.on(slow, places.get(a), places.get(b)));
            }
        }
        return new Ground(STRAIGHT.formatted(why), metres, seconds, reachable);
    }

    /** What each way costs, in hundredths. */
    int[][] cents(Costs costs) {
        return IntStream.range(0, metres.length)
                .mapToObj(a -> IntStream.range(0, metres.length)
                        .map(b -> (int) Math.round(
                                metres[a][b] * costs.perKilometre() / 10 + seconds[a][b] * costs.perHour() / 36))
                        .toArray())
                .toArray(int[][]::new);
    }
}
