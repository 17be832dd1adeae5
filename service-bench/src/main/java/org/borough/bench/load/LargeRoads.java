// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.load;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.borough.traffic.Traffic;

/** Roads of a city whose counters speak every fifteen seconds, and the traffic service; time passes faster than in life. */
public final class LargeRoads implements AutoCloseable {

    private static final int PER_AREA = 125;
    private static final int POINTS = 2;
    private static final Duration BETWEEN = Duration.ofSeconds(15);
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final long PATIENCE_SECONDS = 120;
    private static final double MEGABYTE = 1e6;
    private static final String WATCHING = "traffic";
    private static final String LEARNING = "traffic-learning";

    private final int segments;
    private final Passing clock = new Passing();
    private final ThreadTimes times = new ThreadTimes();
    private final RoadTwins twins;
    private final double heapBefore;
    private final Traffic service;
    private int rounds;
    private double learned;

    /**
     * What was found.
     *
     * @param points that were fed and taken
     * @param pointsPerSecond fed
     * @param pointsPerHour the same
     * @param pointsPerHourOfOneCore by the processor time of the thread that watches, all looks, forecasts and pages in it
     * @param watchingPercent of one processor, of that thread
     * @param firstLookMillis processor time of the first look, which takes in a week of every segment
     * @param stepMillis from the end of a step until every segment's page shows it and what is expected
     * @param learningRounds how often an area learned
     * @param learningSeconds processor time of one of them
     * @param forecasts how many segments show what was learned
     * @param heapMegabytes in use at the end, twins too
     * @param serviceHeapMegabytes of those since before the service began
     */
    public record Figures(
            int segments,
            long points,
            double pointsPerSecond,
            double pointsPerHour,
            double pointsPerHourOfOneCore,
            double watchingPercent,
            double firstLookMillis,
            double stepMillis,
            int learningRounds,
            double learningSeconds,
            long forecasts,
            double heapMegabytes,
            double serviceHeapMegabytes,
            String state) {}

    /** Builds the city and starts the service. */
    public LargeRoads(int segments) {
        this.segments = segments;
        this.twins = new RoadTwins(segments, PER_AREA, clock);
        this.heapBefore = heap();
        this.service = new Traffic(twins, Optional.of(new RoadWeek()), Map.of("tickSeconds", 1), clock);
    }

    /** Feeds so many points an hour for a time. */
    public Figures measure(double pointsPerHour, Duration time) throws InterruptedException {
        await(twins.looked(), "looked at its areas");
        times.look();
        double first = times.seconds(WATCHING);
        long begun = System.nanoTime();
        long points = feed(pointsPerHour / 3600, time);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double step = step();
        times.look();
        double watching = times.seconds(WATCHING) - first;
        String state = service.status().reason();
        if (state.contains("lost")) {
            throw new IllegalStateException("The service did not keep up: " + state);
        }
        double heap = heap();
        return new Figures(
                segments,
                points,
                Math.round(points / seconds),
                Math.round(3600 * points / seconds),
                Math.round(3600 * points / watching),
                rounded(100 * watching / seconds),
                rounded(1000 * first),
                rounded(step),
                rounds,
                rounded(learned / Math.max(1, rounds)),
                twins.forecasts(),
                rounded(heap),
                rounded(heap - heapBefore),
                state);
    }

    private long feed(double pointsPerSecond, Duration time) {
        long begun = System.nanoTime();
        long points = 0;
        while (points < pointsPerSecond * time.toMillis() / 1000) {
            clock.advance(BETWEEN);
            twins.speak();
            points += (long) segments * POINTS;
            look();
            pace(begun + Math.round(points / pointsPerSecond * 1e9));
        }
        return points;
    }

    private void look() {
        times.look();
        // A round that is not at its end does not count.
        if (twins.rounds() > rounds) {
            rounds = twins.rounds();
            learned = times.seconds(LEARNING);
        }
    }

    private static void pace(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Milliseconds from the end of a step in which everybody spoke until all pages show it. */
    private double step() throws InterruptedException {
        long step = STEP.toSeconds();
        Instant end = Instant.ofEpochSecond(clock.instant().getEpochSecond() / step * step + step);
        clock.advance(Duration.between(clock.instant(), end).minus(1, ChronoUnit.SECONDS));
        twins.speak();
        CountDownLatch pages = twins.pages("\"until\":\"" + end + '"');
        clock.advance(Duration.ofSeconds(1));
        long begun = System.nanoTime();
        await(pages, "shown the last step of every segment");
        return (System.nanoTime() - begun) / 1e6;
    }

    private void await(CountDownLatch latch, String what) throws InterruptedException {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Within " + PATIENCE_SECONDS + " s the service has not " + what + ": "
                    + service.status().reason());
        }
    }

    /** What is in use after the rubbish was collected. */
    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    @Override
    public void close() {
        try {
            service.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Time that passes when it is told to. */
    private static final class Passing extends Clock {

        private volatile Instant now = Instant.parse("2026-11-20T06:00:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
