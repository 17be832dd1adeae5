// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Searches for good tours: takes out, puts back, accepts what is better and, less and less, what is worse (simulated
 * annealing). One thread, the caller's; with a budget of rounds and the same seed always the same plan.
 */
public final class Tours {

    private static final double HOT = 0.5;
    private static final double COLD = 0.005;
    private static final int ROUNDS_BETWEEN_LOOKS = 32;

    private final Network network;
    private final Timetable timetable;
    private final SplittableRandom random;
    private final State state;
    private long rounds;

    private Tours(Problem problem, long seed) {
        network = new Network(problem);
        timetable = new Timetable(problem);
        random = new SplittableRandom(seed);
        state = new State(network);
    }

    /** Plans. */
    public static Plan plan(Problem problem, Budget budget, long seed) {
        return new Tours(problem, seed).plan(budget);
    }

    private Plan plan(Budget budget) {
        if (network.stops == 0) {
            return new Plan(List.of(), List.of(), 0, 0);
        }
        Ruin ruin = new Ruin(network, random);
        Recreate recreate = new Recreate(network, random, timetable);
        state.begin();
        recreate.apply(state);
        state.accept();
        long present = cost();
        long least = present;
        List<Route> best = state.snapshot();
        double leg = Math.max(1, (double) toursCost() / (network.stops + best.size()));
        double spent = budget.spent(0);
        double heat = leg * HOT;
        while (spent < 1) {
            state.begin();
            ruin.apply(state);
            recreate.apply(state);
            long next = cost();
            if (next < present - heat * Math.log(1 - random.nextDouble())) {
                state.accept();
                present = next;
                if (next < least) {
                    least = next;
                    best = state.snapshot();
                }
            } else {
                state.undo();
            }
            rounds++;
            if (rounds % ROUNDS_BETWEEN_LOOKS == 0) {
                spent = budget.spent(rounds);
                heat = leg * HOT * Math.pow(COLD / HOT, Math.min(1, spent));
            }
        }
        return result(best);
    }

    /** What the tours cost and what stays behind was worth. */
    private long cost() {
        long left = 0;
        for (int i = 0; i < state.waitingCount(); i++) {
            left += network.problem.stops().get(state.waiting()[i]).worth();
        }
        return toursCost() + left;
    }

    private long toursCost() {
        long sum = 0;
        for (Route route : state.routes()) {
            sum += price(route);
        }
        return sum;
    }

    private long price(Route route) {
        return network.problem.plain() || route.size() == 0
                ? route.cost()
                : timetable.price(route.vehicle, route.stops(), route.size());
    }

    private Plan result(List<Route> best) {
        boolean[] served = new boolean[network.stops];
        long cost = 0;
        for (Route route : best) {
            cost += price(route);
            for (int i = 0; i < route.size(); i++) {
                served[route.stop(i)] = true;
            }
        }
        return new Plan(
                best.stream()
                        .map(route -> timetable.tour(route.vehicle, route.stops(), route.size()))
                        .toList(),
                IntStream.range(0, network.stops)
                        .filter(stop -> !served[stop])
                        .boxed()
                        .toList(),
                cost,
                rounds);
    }
}
