// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

import java.util.List;
import java.util.stream.IntStream;

/** A problem's tables turned so that a search reads them in a row: stops first, then the other nodes. */
final class Network {

    private static final int MOST_NEIGHBOURS = 250;

    final Problem problem;
    final int stops;
    /** What it costs from the row to the column. */
    final int[][] from;
    /** What it costs to the row from the column. */
    final int[][] to;

    final int[] demand;
    /** For each stop others, nearest first, beginning with itself. */
    final int[][] near;
    /** The rows of vehicles' starts and ends. */
    final int[] starts;

    final int[] ends;

    Network(Problem problem) {
        this.problem = problem;
        List<Stop> all = problem.stops();
        stops = all.size();
        int[] rows = rows(problem);
        from = new int[rows.length][rows.length];
        to = new int[rows.length][rows.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows.length; column++) {
                from[row][column] = problem.cost()[rows[row]][rows[column]];
                to[column][row] = from[row][column];
            }
        }
        demand = all.stream().mapToInt(Stop::demand).toArray();
        near = IntStream.range(0, stops).mapToObj(this::neighbours).toArray(int[][]::new);
        int[] places = IntStream.range(stops, rows.length).map(row -> rows[row]).toArray();
        starts = problem.vehicles().stream()
                .mapToInt(vehicle -> stops + indexOf(places, vehicle.start()))
                .toArray();
        ends = problem.vehicles().stream()
                .mapToInt(vehicle -> stops + indexOf(places, vehicle.end()))
                .toArray();
    }

    private static int[] rows(Problem problem) {
        IntStream stops = problem.stops().stream().mapToInt(Stop::node);
        IntStream depots = problem.vehicles().stream()
                .flatMapToInt(vehicle -> IntStream.of(vehicle.start(), vehicle.end()))
                .distinct();
        return IntStream.concat(stops, depots).toArray();
    }

    private static int indexOf(int[] places, int node) {
        return IntStream.range(0, places.length)
                .filter(place -> places[place] == node)
                .findFirst()
                .orElseThrow();
    }

    private int[] neighbours(int stop) {
        return IntStream.range(0, stops)
                .boxed()
                .sorted((a, b) -> a == stop || b == stop
                        ? Boolean.compare(b == stop, a == stop)
                        : Integer.compare(from[stop][a], from[stop][b]))
                .limit(MOST_NEIGHBOURS)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
