// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

import java.util.ArrayList;
import java.util.List;

/** Drives a tour in thought: clock, load, tips on the way when the next stop does not fit any more. */
final class Timetable {

    /** The price of a tour that cannot be driven. */
    static final long NEVER = Long.MAX_VALUE;

    private final Problem problem;
    private final int[][] cost;
    private final int[][] seconds;
    private final boolean timed;

    Timetable(Problem problem) {
        this.problem = problem;
        cost = problem.cost();
        timed = problem.seconds().isPresent();
        seconds = problem.seconds().orElse(cost);
    }

    /** What a vehicle's tour costs with one more stop at a position, or {@link #NEVER}. */
    long price(int vehicle, int[] stops, int size, int extra, int position) {
        Drive drive = new Drive(problem.vehicles().get(vehicle), null);
        for (int i = 0; i <= size && drive.possible; i++) {
            if (i == position) {
                drive.collect(extra);
            }
            if (i < size && drive.possible) {
                drive.collect(stops[i]);
            }
        }
        drive.home();
        return drive.possible ? drive.cost : NEVER;
    }

    /** What a vehicle's tour costs, or {@link #NEVER}. */
    long price(int vehicle, int[] stops, int size) {
        return price(vehicle, stops, size, -1, -1);
    }

    /** The tour as a crew drives it. */
    Plan.Tour tour(int vehicle, int[] stops, int size) {
        List<Plan.Visit> visits = new ArrayList<>();
        Drive drive = new Drive(problem.vehicles().get(vehicle), visits);
        for (int i = 0; i < size; i++) {
            drive.collect(stops[i]);
        }
        drive.home();
        return new Plan.Tour(vehicle, visits, timed ? (int) drive.clock : 0);
    }

    /** One drive; visits are noted when somebody wants to know them. */
    private final class Drive {

        private final Vehicle vehicle;
        private final List<Plan.Visit> visits;
        private int node;
        private long clock;
        private int load;
        private long cost;
        private boolean possible = true;

        Drive(Vehicle vehicle, List<Plan.Visit> visits) {
            this.vehicle = vehicle;
            this.visits = visits;
            node = vehicle.start();
            clock = timed ? vehicle.shift().from() : 0;
        }

        void collect(int index) {
            Stop stop = problem.stops().get(index);
            if (load + stop.demand() > vehicle.capacity()) {
                unload(stop.node());
            }
            go(stop.node());
            begin(stop);
            load += stop.demand();
            possible &= load <= vehicle.capacity();
            note(false, index);
            clock += timed ? stop.serviceSeconds() : 0;
        }

        void home() {
            boolean used = node != vehicle.start() || cost > 0 || load > 0;
            if (load > 0 && !problem.tips().isEmpty()) {
                unload(vehicle.end());
            }
            go(vehicle.end());
            cost += used ? vehicle.fixedCost() : 0;
            possible &= !timed || clock <= vehicle.shift().to();
        }

        private void unload(int next) {
            int best = -1;
            for (int tip = 0; tip < problem.tips().size(); tip++) {
                best = best < 0 || detour(tip, next) < detour(best, next) ? tip : best;
            }
            if (best < 0 || load == 0) {
                possible = false;
                return;
            }
            go(problem.tips().get(best).node());
            load = 0;
            note(true, best);
            clock += timed ? problem.tips().get(best).unloadSeconds() : 0;
        }

        private long detour(int tip, int next) {
            int at = problem.tips().get(tip).node();
            return (long) Timetable.this.cost[node][at] + Timetable.this.cost[at][next];
        }

        private void go(int next) {
            cost += Timetable.this.cost[node][next];
            clock += timed ? seconds[node][next] : 0;
            node = next;
        }

        private void begin(Stop stop) {
            if (!timed || stop.windows().isEmpty()) {
                return;
            }
            for (Window window : stop.windows()) {
                if (clock <= window.to()) {
                    clock = Math.max(clock, window.from());
                    return;
                }
            }
            possible = false;
        }

        private void note(boolean tip, int index) {
            if (visits != null) {
                visits.add(new Plan.Visit(tip, index, (int) clock, load));
            }
        }
    }
}
