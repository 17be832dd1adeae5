// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.yard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.borough.routing.Budget;
import org.borough.routing.Plan;
import org.borough.routing.Problem;
import org.borough.routing.Stop;
import org.borough.routing.Tours;
import org.borough.routing.Vehicle;
import org.borough.routing.Window;
import org.borough.twin.Place;

/** Plans each day's tour from a depot in the middle, over straight lines lengthened by a third, and adds up. */
public final class Driving {

    private static final double DETOUR = 1.35;
    private static final double METRES_PER_HOUR = 25_000;
    private static final double STOP_HOURS = 2 / 60.0;
    private static final double COST_PER_KILOMETRE = 1.5;
    private static final double COST_PER_HOUR = 90;
    private static final double CO2_PER_KILOMETRE = 1.3;
    private static final int METRES = 1000;
    private static final int ROUNDS = 3000;

    private final int[][] metres;
    private final Map<List<Integer>, Long> known = new HashMap<>();

    /** The depot is in the middle of the bins. */
    public Driving(List<FillingBin> bins) {
        Place depot = new Place(
                bins.stream()
                        .mapToDouble(bin -> bin.place().latitude())
                        .average()
                        .orElseThrow(),
                bins.stream()
                        .mapToDouble(bin -> bin.place().longitude())
                        .average()
                        .orElseThrow());
        List<Place> places = Stream.concat(Stream.of(depot), bins.stream().map(FillingBin::place))
                .toList();
        metres = IntStream.range(0, places.size())
                .mapToObj(a -> IntStream.range(0, places.size())
                        .map(b -> (int) (DETOUR * places.get(a).metresTo(places.get(b))))
                        .toArray())
                .toArray(int[][]::new);
    }

    /** What tours come to together. */
    public record Driven(double kilometres, double hours, double cost, double co2Kg) {}

    /** Drives all tours. */
    public Driven all(List<List<Integer>> tours) {
        double kilometres = tours.stream()
                        .mapToLong(tour -> known.computeIfAbsent(tour, this::drive))
                        .sum()
                / (double) METRES;
        int stops = tours.stream().mapToInt(List::size).sum();
        double hours = kilometres * METRES / METRES_PER_HOUR + stops * STOP_HOURS;
        return new Driven(
                Math.round(kilometres),
                Math.round(hours),
                Math.round(kilometres * COST_PER_KILOMETRE + hours * COST_PER_HOUR),
                Math.round(kilometres * CO2_PER_KILOMETRE));
    }

    private long drive(List<Integer> bins) {
        List<Stop> stops = bins.stream().map(bin -> new Stop(bin + 1, 1)).toList();
        Vehicle truck = new Vehicle(0, 0, Integer.MAX_VALUE / 2, Window.ALWAYS, 0);
        Plan plan = Tours.plan(
                new Problem(metres, Optional.empty(), stops, List.of(truck), List.of()), Budget.rounds(ROUNDS), 1);
        return plan.cost();
    }
}
