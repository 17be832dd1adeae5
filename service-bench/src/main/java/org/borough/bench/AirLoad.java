// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.borough.air.Air;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets the air service listen to the sensors of a large city, minute after minute, and says what it costs. */
@Command(
        name = "air-load",
        description = {
            "The air service alone, with so many sensors that each say PM2.5 once a minute; the minutes pass faster than",
            "in life. The twins are a feeder that keeps nothing: what the platform costs is in benchmarks/run."
        },
        mixinStandardHelpOptions = true)
final class AirLoad implements Runnable {

    private static final int MINUTES = 60;
    private static final double MEGABYTE = 1e6;
    private static final long LOOK_SECONDS = 120;

    @Option(names = "--sensors", defaultValue = "10000", description = "sensors within 10 km (10000)")
    private int sensors;

    @Option(names = "--hours", defaultValue = "2", description = "hours that pass (2)")
    private int hours;

    @Option(names = "--seconds-an-hour", defaultValue = "20", description = "in so many seconds each (20)")
    private double secondsAnHour;

    @Mixin
    private Report report;

    @Override
    public void run() {
        FeederTwins twins = new FeederTwins(sensors);
        Air air = new Air(twins, Optional.empty(), Map.of("tickSeconds", 1, "zone", "UTC"), twins.clock());
        try {
            report.print(measured(twins, air));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Figures measured(FeederTwins twins, Air air) throws InterruptedException {
        long[] looks = new long[hours];
        if (!twins.awaitLook(LOOK_SECONDS)) {
            throw new IllegalStateException(
                    "The service did not look at its area: " + air.status().reason());
        }
        long linked = busy();
        long begun = System.nanoTime();
        for (int hour = 0; hour < hours; hour++) {
            for (int minute = 0; minute < MINUTES; minute++) {
                twins.clock().advance(Duration.ofMinutes(1));
                twins.speak();
                pace(begun, hour * MINUTES + minute + 1);
            }
            long before = busy();
            if (!twins.awaitIndex(LOOK_SECONDS)) {
                throw new IllegalStateException("No index came within " + LOOK_SECONDS + " s: "
                        + air.status().reason());
            }
            looks[hour] = busy() - before;
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double service = (busy() - linked) / 1e9;
        double used = used();
        String state = air.status().reason();
        air.stop();
        if (state.contains("lost")) {
            throw new IllegalStateException("The service did not keep up: " + state);
        }
        long readings = (long) sensors * hours * MINUTES;
        return new Figures(
                sensors,
                readings,
                rounded(readings / seconds),
                rounded(readings / service),
                rounded(linked / 1e6),
                rounded(LongStream.of(looks).max().orElse(0) / 1e6),
                rounded(used),
                state);
    }

    private void pace(long begun, int minutes) {
        long due = begun + Math.round(minutes * secondsAnHour / MINUTES * 1e9);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Processor time of the service's thread, nanoseconds. */
    private static long busy() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("air")) {
                return threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return 0;
    }

    /** What is in use after the rubbish was collected, megabytes. */
    private static double used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /**
     * What is printed.
     *
     * @param readingsPerSecond that were fed and taken, all in all
     * @param readingsPerBusySecond by processor time of the service's thread
     * @param linkMillis processor time until all sensors are known with their neighbours
     * @param hourMillis the most processor time between the end of an hour and its index
     * @param heapMegabytes in use at the end, feeder included
     */
    record Figures(
            int sensors,
            long readings,
            double readingsPerSecond,
            double readingsPerBusySecond,
            double linkMillis,
            double hourMillis,
            double heapMegabytes,
            String state) {}
}
