// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.borough.routing.Budget;
import org.borough.routing.Plan;
import org.borough.routing.Problem;
import org.borough.routing.Stop;
import org.borough.routing.Tip;
import org.borough.routing.Tours;
import org.borough.routing.Vehicle;
import org.borough.routing.Window;
import org.borough.thing.ThingId;
import org.borough.twin.Place;
import org.borough.waste.rules.WasteRules;
import org.borough.waste.rules.WasteRules.Slow;
import org.borough.waste.rules.WasteRules.TipSite;
import org.borough.waste.rules.WasteRules.Truck;
import org.borough.waste.streets.Streets;

/** Turns containers that are wanted into tours of trucks. Takes as long as the budget says; callable from any thread. */
final class Dispatcher {

    private static final int DAY_SECONDS = 86_400;
    private static final int MINUTE = 60;
    private static final int CENTS = 100;
    /** After so many rounds small problems are solved; more would only warm the machine. */
    private static final long ROUNDS_A_STOP = 4000;

    private static final long FEWEST_ROUNDS = 200;
    private static final String UNREACHABLE = "No truck can reach it: within " + (int) Streets.REACH_METRES
            + " m there is no street from which a truck comes home again. Move it, or mend the map.";

    private final Optional<Streets> map;
    private final Supplier<Budget> budget;

    Dispatcher(Optional<Streets> map, Supplier<Budget> budget) {
        this.map = map;
        this.budget = budget;
    }

    static Dispatcher within(Optional<Streets> map, double seconds) {
        return new Dispatcher(map, () -> Budget.time(Duration.ofMillis(Math.round(1000 * seconds))));
    }

    DayPlan plan(LocalDate day, WasteRules rules, List<Wanted> wanted, Congestion congestion) {
        return new Order(day, rules, wanted, congestion).plan();
    }

    /** One day's work. */
    private final class Order {

        private final LocalDate day;
        private final WasteRules rules;
        private final Congestion congestion;
        private final List<Wanted> reached = new ArrayList<>();
        private final List<DayPlan.Left> left = new ArrayList<>();
        private final List<Truck> trucks;
        private final List<TipSite> tips;
        private final Ground ground;
        private final int firstContainer;

        Order(LocalDate day, WasteRules rules, List<Wanted> wanted, Congestion congestion) {
            this.day = day;
            this.congestion = congestion;
            this.rules = rules;
            trucks = rules.fleet().trucks();
            tips = rules.fleet().tips();
            firstContainer = trucks.size() + tips.size();
            List<Place> fixed = Stream.concat(
                            trucks.stream().map(Truck::depot), tips.stream().map(TipSite::place))
                    .toList();
            List<Place> all = Stream.concat(fixed.stream(), wanted.stream().map(Wanted::place))
                    .toList();
            List<Slow> slow = Stream.concat(rules.slow().stream(), congestion.slow().stream())
                    .toList();
            ground = Ground.of(all, fixed.size(), map, slow);
            for (int i = 0; i < wanted.size(); i++) {
                if (!ground.reachable()[firstContainer + i]) {
                    left.add(new DayPlan.Left(wanted.get(i).id().toString(), UNREACHABLE));
                }
                reached.add(wanted.get(i));
            }
        }

        DayPlan plan() {
            List<Integer> indices = new ArrayList<>();
            List<Stop> stops = new ArrayList<>();
            for (int i = 0; i < reached.size(); i++) {
                if (ground.reachable()[firstContainer + i]) {
                    indices.add(i);
                    stops.add(stop(reached.get(i), firstContainer + i));
                }
            }
            List<Vehicle> vehicles = new ArrayList<>();
            for (int i = 0; i < trucks.size(); i++) {
                vehicles.add(vehicle(trucks.get(i), i));
            }
            List<Tip> places = new ArrayList<>();
            for (int i = 0; i < tips.size(); i++) {
                places.add(
                        new Tip(trucks.size() + i, (int) (MINUTE * tips.get(i).unloadMinutes())));
            }
            Problem problem =
                    new Problem(ground.cents(rules.costs()), Optional.of(ground.seconds()), stops, vehicles, places);
            // The seed is the day: whoever plans the same day again with as many rounds gets the same tours.
            Plan plan = Tours.plan(
                    problem,
                    budget.get().or(Budget.rounds(FEWEST_ROUNDS + ROUNDS_A_STOP * stops.size())),
                    day.toEpochDay());
            plan.unserved().forEach(stop -> leave(reached.get(indices.get(stop))));
            return new DayPlan(
                    day,
                    ground.words(),
                    plan.tours().stream().map(tour -> tour(tour, indices)).toList(),
                    List.copyOf(left),
                    congestion.avoided().stream()
                            .map(one -> new DayPlan.Avoided(one.id().toString(), one.why()))
                            .toList());
        }

        private void leave(Wanted wanted) {
            String why = wanted.must()
                    ? "It is due (" + wanted.why() + ") but does not fit into shifts, capacities and quiet times."
                    : "It is not due, and a detour costs more than it is worth.";
            left.add(new DayPlan.Left(wanted.id().toString(), why));
        }

        private Stop stop(Wanted wanted, int node) {
            int seconds = (int) Math.round(MINUTE * rules.fleet().stopMinutes());
            List<Window> closed = rules.quiet().stream()
                    .filter(quiet -> quiet.place().metresTo(wanted.place()) <= quiet.radiusMetres())
                    .map(quiet -> new Window(
                            quiet.from().toSecondOfDay() - seconds, quiet.to().toSecondOfDay()))
                    .toList();
            int worth = wanted.must() ? Stop.MUST : rules.due().alongWorth();
            return new Stop(node, wanted.kilograms(), seconds, open(closed), worth);
        }

        private List<Window> open(List<Window> closed) {
            List<Window> open = new ArrayList<>();
            int from = 0;
            for (Window window : closed.stream()
                    .sorted(Comparator.comparingInt(Window::from))
                    .toList()) {
                if (window.from() > from) {
                    open.add(new Window(from, window.from()));
                }
                from = Math.max(from, window.to());
            }
            open.add(new Window(from, DAY_SECONDS));
            return closed.isEmpty() ? List.of() : open;
        }

        private Vehicle vehicle(Truck truck, int node) {
            return new Vehicle(
                    node,
                    node,
                    truck.capacityKg(),
                    new Window(truck.from().toSecondOfDay(), truck.to().toSecondOfDay()),
                    (int) Math.round(CENTS * truck.fixedCost()));
        }

        private DayPlan.TruckTour tour(Plan.Tour tour, List<Integer> indices) {
            Truck truck = trucks.get(tour.vehicle());
            List<DayPlan.Halt> halts = new ArrayList<>();
            int at = tour.vehicle();
            int metres = 0;
            int kilograms = 0;
            for (Plan.Visit visit : tour.visits()) {
                int node = visit.tip() ? trucks.size() + visit.index() : firstContainer + indices.get(visit.index());
                metres += ground.metres()[at][node];
                at = node;
                kilograms += visit.tip()
                        ? 0
                        : reached.get(indices.get(visit.index())).kilograms();
                halts.add(visit.tip() ? halt(visit) : halt(visit, reached.get(indices.get(visit.index()))));
            }
            metres += ground.metres()[at][tour.vehicle()];
            int seconds = tour.endSecond() - truck.from().toSecondOfDay();
            return new DayPlan.TruckTour(truck.name(), metres, seconds, kilograms, truck.fixedCost(), halts);
        }

        private DayPlan.Halt halt(Plan.Visit visit) {
            TipSite tip = tips.get(visit.index());
            return new DayPlan.Halt(true, "", tip.name(), tip.place(), time(visit), 0, "");
        }

        private DayPlan.Halt halt(Plan.Visit visit, Wanted wanted) {
            ThingId id = wanted.id();
            return new DayPlan.Halt(
                    false, id.toString(), wanted.name(), wanted.place(), time(visit), wanted.level(), wanted.why());
        }

        private LocalTime time(Plan.Visit visit) {
            return LocalTime.ofSecondOfDay(Math.min(DAY_SECONDS - 1, visit.startSecond()))
                    .withSecond(0);
        }
    }
}
