// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.borough.routing.Budget;
import org.borough.routing.Plan;
import org.borough.routing.Problem;
import org.borough.routing.Tours;
import org.borough.routing.Vehicle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans the tours of one published problem. */
@Command(
        name = "waste-routing",
        description = "Tours for one problem of CVRPLIB (EUC_2D, rounded), in a bounded time from the start of the"
                + " process.",
        mixinStandardHelpOptions = true)
final class WasteRouting implements Runnable {

    /** What reading, checking and printing take at most. */
    private static final Duration MARGIN = Duration.ofMillis(250);

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Option(names = "--instance", required = true, description = "problem, *.vrp")
    private Path instance;

    @Option(names = "--seconds", required = true, description = "when to be done, from the start of the process")
    private double seconds;

    @Option(names = "--seed", description = "where chance begins (${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--rounds", description = "end after so many changes too; the same seed then gives the same tours")
    private long rounds = Long.MAX_VALUE;

    @Option(names = "--cpu", description = "count the process's CPU time instead, for a machine that others use")
    private boolean cpu;

    @Option(names = "--tours", description = "print each tour (readers only)")
    private boolean tours;

    @Mixin
    private Report report;

    @Override
    public void run() {
        if (!(seconds > 0 && seconds <= 86_400)) {
            throw new IllegalArgumentException("--seconds must be above 0 and at most 86400.");
        }
        Problem problem = VrpFile.read(instance);
        Plan plan = Tours.plan(problem, budget().or(Budget.rounds(rounds)), seed);
        if (tours) {
            plan.tours().forEach(tour -> report.explain(tour.stops().toString()));
        }
        report.explain(plan.rounds() + " rounds.");
        report.print(new Figures(cost(problem, plan), plan.tours().size(), feasible(problem, plan)));
    }

    private Budget budget() {
        if (cpu) {
            return this::cpuSpent;
        }
        Duration gone = Duration.ofMillis(System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime());
        return Budget.time(Duration.ofNanos((long) (seconds * 1e9)).minus(gone).minus(MARGIN));
    }

    private double cpuSpent(long round) {
        return (CPU.getProcessCpuTime() + MARGIN.toNanos()) / (seconds * 1e9);
    }

    /** Counted anew from the order of the stops. */
    private static long cost(Problem problem, Plan plan) {
        long sum = 0;
        for (Plan.Tour tour : plan.tours()) {
            Vehicle vehicle = problem.vehicles().get(tour.vehicle());
            int at = vehicle.start();
            for (int stop : tour.stops()) {
                int node = problem.stops().get(stop).node();
                sum += problem.cost()[at][node];
                at = node;
            }
            sum += problem.cost()[at][vehicle.end()];
        }
        return sum;
    }

    /** Every stop once, no vehicle too full. */
    private static boolean feasible(Problem problem, Plan plan) {
        Set<Integer> served = new HashSet<>();
        for (Plan.Tour tour : plan.tours()) {
            List<Integer> stops = tour.stops();
            int load = stops.stream()
                    .mapToInt(stop -> problem.stops().get(stop).demand())
                    .sum();
            boolean fits = load <= problem.vehicles().get(tour.vehicle()).capacity();
            if (!fits || !stops.stream().allMatch(served::add)) {
                return false;
            }
        }
        return served.size() == problem.stops().size();
    }

    /** What is printed. */
    record Figures(long cost, int routes, boolean feasible) {}
}
