// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToursTest {

    private static final Budget SHORT = Budget.rounds(2000);
    private static final Window DAY = new Window(6 * 3600, 14 * 3600);

    /** Nodes on a line, ten apart; one unit is a minute. */
    private static int[][] line(int nodes, int unit) {
        return IntStream.range(0, nodes)
                .mapToObj(a -> IntStream.range(0, nodes)
                        .map(b -> Math.abs(a - b) * unit)
                        .toArray())
                .toArray(int[][]::new);
    }

    private static Stop stop(int node, int demand, int worth, Window... windows) {
        return new Stop(node, demand, 60, List.of(windows), worth);
    }

    private static Problem timed(List<Stop> stops, List<Vehicle> vehicles, List<Tip> tips) {
        return new Problem(line(10, 10), Optional.of(line(10, 600)), stops, vehicles, tips);
    }

    @Test
    void aVehicleThatHoldsEverythingGoesThereAndBackOnce() {
        Problem problem = new Problem(
                line(5, 10),
                Optional.empty(),
                List.of(new Stop(3, 1), new Stop(1, 1), new Stop(4, 1), new Stop(2, 1)),
                List.of(new Vehicle(0, 0, 4, Window.ALWAYS, 0)),
                List.of());

        Plan plan = Tours.plan(problem, SHORT, 1);

        assertThat(plan.cost()).isEqualTo(80);
        assertThat(plan.tours()).hasSize(1);
        assertThat(plan.unserved()).isEmpty();
    }

    @Test
    void noVehicleIsLoadedBeyondItsCapacity() {
        Problem problem = scattered(60, 20);

        Plan plan = Tours.plan(problem, SHORT, 1);

        assertThat(plan.unserved()).isEmpty();
        assertThat(plan.tours()).allSatisfy(tour -> assertThat(
                        tour.visits().get(tour.visits().size() - 1).load())
                .isLessThanOrEqualTo(20));
        assertThat(plan.tours().stream().flatMap(tour -> tour.stops().stream()))
                .doesNotHaveDuplicates()
                .hasSize(60);
    }

    @Test
    void theSameSeedAndRoundsGiveTheSamePlan() {
        Problem problem = scattered(60, 20);

        assertThat(Tours.plan(problem, SHORT, 7)).isEqualTo(Tours.plan(problem, SHORT, 7));
    }

    @Test
    void moreRoundsDoNotMakeItWorse() {
        Problem problem = scattered(60, 20);

        assertThat(Tours.plan(problem, Budget.rounds(20_000), 7).cost())
                .isLessThanOrEqualTo(Tours.plan(problem, Budget.rounds(64), 7).cost());
    }

    @Test
    void aStreetThatIsDearOneWayIsDrivenTheOther() {
        int[][] ring = {{0, 1, 9, 9}, {9, 0, 1, 9}, {9, 9, 0, 1}, {1, 9, 9, 0}};
        Problem problem = new Problem(
                ring,
                Optional.empty(),
                List.of(new Stop(3, 1), new Stop(2, 1), new Stop(1, 1)),
                List.of(new Vehicle(0, 0, 3, Window.ALWAYS, 0)),
                List.of());

        Plan plan = Tours.plan(problem, SHORT, 1);

        assertThat(plan.cost()).isEqualTo(4);
        assertThat(plan.tours().get(0).stops()).containsExactly(2, 1, 0);
    }

    @Test
    void aFullTruckTipsOnTheWayAndBeforeItComesHome() {
        Plan plan = Tours.plan(
                timed(
                        List.of(stop(1, 6, Stop.MUST), stop(2, 6, Stop.MUST), stop(3, 6, Stop.MUST)),
                        List.of(new Vehicle(0, 0, 12, DAY, 0)),
                        List.of(new Tip(4, 900))),
                SHORT,
                1);

        Plan.Tour tour = plan.tours().get(0);
        assertThat(tour.stops()).hasSize(3);
        assertThat(tour.visits().stream().filter(Plan.Visit::tip)).hasSize(2);
        assertThat(tour.visits().get(tour.visits().size() - 1).tip()).isTrue();
        assertThat(tour.endSecond()).isLessThanOrEqualTo(DAY.to());
    }

    @Test
    void whatDoesNotFitIntoTheShiftStaysBehindTheLeastWorthFirst() {
        Window short1 = new Window(0, 6 * 600 + 400);
        Plan plan = Tours.plan(
                timed(
                        List.of(stop(3, 1, 5000), stop(2, 1, 50_000), stop(9, 1, 1000)),
                        List.of(new Vehicle(0, 0, 10, short1, 0)),
                        List.of()),
                SHORT,
                1);

        assertThat(plan.unserved()).containsExactly(2);
    }

    @Test
    void aWindowIsWaitedForAndAClosedOneIsNotEntered() {
        Window before = new Window(0, 8 * 3600);
        Window after = new Window(9 * 3600, 20 * 3600);
        Vehicle late = new Vehicle(0, 0, 10, new Window(8 * 3600 - 300, 20 * 3600), 0);

        Plan plan =
                Tours.plan(timed(List.of(stop(1, 1, Stop.MUST, before, after)), List.of(late), List.of()), SHORT, 1);

        assertThat(plan.tours().get(0).visits().get(0).startSecond()).isEqualTo(9 * 3600);
        Plan never = Tours.plan(timed(List.of(stop(1, 1, Stop.MUST, before)), List.of(late), List.of()), SHORT, 1);
        assertThat(never.unserved()).containsExactly(0);
    }

    @Test
    void eachDepotServesItsSide() {
        Plan plan = Tours.plan(
                timed(
                        List.of(stop(1, 1, Stop.MUST), stop(8, 1, Stop.MUST)),
                        List.of(new Vehicle(0, 0, 5, DAY, 0), new Vehicle(9, 9, 5, DAY, 0)),
                        List.of()),
                SHORT,
                1);

        assertThat(plan.tours()).hasSize(2);
        assertThat(plan.cost()).isEqualTo(40);
    }

    @Test
    void aVehicleWithAFixedCostIsNotUsedForNothing() {
        Plan plan = Tours.plan(
                timed(
                        List.of(stop(1, 1, Stop.MUST), stop(8, 1, Stop.MUST)),
                        List.of(new Vehicle(0, 0, 5, DAY, 500), new Vehicle(9, 9, 5, DAY, 500)),
                        List.of()),
                SHORT,
                1);

        assertThat(plan.tours()).hasSize(1);
    }

    @Test
    void aStopTooLargeForEveryVehicleIsLeftAndNothingElseSuffers() {
        Plan plan = Tours.plan(
                timed(
                        List.of(stop(1, 50, Stop.MUST), stop(2, 1, Stop.MUST)),
                        List.of(new Vehicle(0, 0, 5, DAY, 0)),
                        List.of(new Tip(3, 0))),
                SHORT,
                1);

        assertThat(plan.unserved()).containsExactly(0);
        assertThat(plan.tours().get(0).stops()).containsExactly(1);
    }

    @Test
    void aStopThatIsNotWorthItsDetourStaysBehindThoughAVehicleIsOnItsWay() {
        Plan plan = Tours.plan(
                timed(
                        List.of(stop(1, 1, Stop.MUST), stop(2, 1, 25), stop(9, 1, 25)),
                        List.of(new Vehicle(0, 0, 5, DAY, 0)),
                        List.of()),
                SHORT,
                1);

        assertThat(plan.tours().get(0).stops()).containsExactlyInAnyOrder(0, 1);
        assertThat(plan.unserved()).containsExactly(2);
    }

    @Test
    void timeIsKept() {
        long start = System.nanoTime();

        Tours.plan(scattered(300, 30), Budget.time(Duration.ofMillis(200)), 1);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aProblemThatCannotBeOneIsRefused() {
        assertThatThrownBy(() -> new Window(5, 4)).hasMessageContaining("5 to 4");
        assertThatThrownBy(() -> new Stop(1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> timed(List.of(new Stop(99, 1)), List.of(new Vehicle(0, 0, 1, DAY, 0)), List.of()))
                .hasMessage("Node 99 is not in a table of 10.");
    }

    private static Problem scattered(int count, int capacity) {
        SplittableRandom random = new SplittableRandom(3);
        int[][] places = IntStream.rangeClosed(0, count)
                .mapToObj(i -> new int[] {random.nextInt(1000), random.nextInt(1000)})
                .toArray(int[][]::new);
        int[][] cost = IntStream.rangeClosed(0, count)
                .mapToObj(a -> IntStream.rangeClosed(0, count)
                        .map(b -> (int) Math.hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]))
                        .toArray())
                .toArray(int[][]::new);
        List<Stop> stops = IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Stop(i, 1 + i % 4))
                .toList();
        return new Problem(
                cost,
                Optional.empty(),
                stops,
                Collections.nCopies(count, new Vehicle(0, 0, capacity, Window.ALWAYS, 0)),
                List.of());
    }
}
