// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.borough.lighting.Lighting;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.things.Presence;
import org.borough.twin.Place;

/** Streets of a hundred lamps, a presence sensor at every tenth, and the lighting service that steers them. */
public final class LargeCity implements AutoCloseable {

    private static final int STREET = 100;
    private static final int SENSOR_EVERY = 10;
    private static final int AHEAD = 2;
    private static final double FULL = 100;
    private static final double DIM = 40;
    private static final double METRE_EAST = 1 / 67_700.0;
    private static final double SPACING_METRES = 30;
    private static final long PATIENCE_SECONDS = 120;
    private static final double MEGABYTE = 1 << 20;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final AtomicLong decisions = new AtomicLong();
    private final Map<ThingId, Double> levels = new ConcurrentHashMap<>();
    private final Map<ThingId, CountDownLatch> awaited = new ConcurrentHashMap<>();
    private final LoadTwins twins = new LoadTwins(Clock.systemUTC(), this::wished);
    private final List<ThingId> lamps = new ArrayList<>();
    private final List<ThingId> sensors = new ArrayList<>();
    private final double heapBefore;
    private final Lighting service;

    /**
     * What was found.
     *
     * @param decisionsPerSecond commands while a person was noticed at every sensor at once
     * @param latency from one presence report to the command of a lamp two further along the street, while lamps report
     * @param busyPercent of one processor, of the thread that steers, meanwhile
     * @param heapMb everything, twins too
     * @param serviceHeapMb what the service added
     */
    public record Figures(
            int lamps,
            int groups,
            int sensors,
            double decisionsPerSecond,
            Latency latency,
            double busyPercent,
            double heapMb,
            double serviceHeapMb) {}

    /** In milliseconds. */
    public record Latency(int reports, double p50Millis, double p99Millis, double maxMillis) {}

    /** Builds it and starts the service. */
    public LargeCity(int count) {
        int groups = (count + STREET - 1) / STREET;
        for (int group = 0; group < groups; group++) {
            street(group, Math.min(STREET, count - group * STREET));
        }
        heapBefore = heap();
        service = new Lighting(twins, null, Map.of("tickSeconds", "5"));
    }

    private void street(int group, int count) {
        double latitude = 52.3 + group * 0.002;
        for (int i = 0; i < count; i++) {
            Place place = new Place(latitude, 13.1 + i * SPACING_METRES * METRE_EAST);
            ThingId lamp = ThingId.parse("load:lamp-" + group + "-" + i);
            lamps.add(lamp);
            twins.add(
                    lamp,
                    "luminaire",
                    Luminaire.MODEL,
                    Map.of("street", "s" + group, "streetOrder", (double) i, "ratedPower", 50.0),
                    place,
                    "");
            if (i % SENSOR_EVERY == 0) {
                ThingId sensor = ThingId.parse("load:pir-" + group + "-" + i);
                sensors.add(sensor);
                twins.add(sensor, "presence", Presence.MODEL, Map.of(), place, "");
            }
        }
        twins.add(
                ThingId.parse("load:group-" + group),
                "lighting",
                "borough:lighting:1.0.0",
                Map.of(),
                null,
                "{\"features\":{\"lighting\":{\"definition\":[\"borough:lighting:1.0.0\"],\"properties\":{\"memberAttribute\":\"street\",\"memberValue\":\"s"
                        + group
                        + "\",\"daylight\":\"burn\",\"floorLevel\":20,"
                        + "\"dimLevel\":40,\"unsensedLevel\":40,\"holdSeconds\":1,\"fadeStep\":100,\"fadeSeconds\":0,"
                        + "\"sensorRadiusMetres\":20,\"lookAheadLamps\":" + AHEAD
                        + ",\"author\":\"bench\",\"date\":\"2026-11-21\"}}}}");
    }

    private void wished(ThingId lamp, double level) {
        decisions.incrementAndGet();
        levels.put(lamp, level);
        CountDownLatch latch = awaited.get(lamp);
        if (latch != null && level == FULL) {
            latch.countDown();
        }
    }

    /** Measures. */
    public Figures measure(Duration time) {
        settle();
        double perSecond = storm();
        settle();
        long cpu = cpu();
        long start = System.nanoTime();
        Latency latency = latency(time);
        double busy = 100.0 * (cpu() - cpu) / (System.nanoTime() - start);
        double heap = heap();
        return new Figures(
                lamps.size(),
                (lamps.size() + STREET - 1) / STREET,
                sensors.size(),
                Math.round(perSecond),
                latency,
                rounded(busy),
                rounded(heap),
                rounded(heap - heapBefore));
    }

    private void settle() {
        sensors.forEach(sensor -> twins.report(sensor, Presence.PRESENT, false));
        await(
                "all lamps are dim",
                () -> levels.size() == lamps.size() && levels.values().stream().allMatch(level -> level == DIM));
    }

    /** Somebody at every sensor at once: the sensors' own lamps and two on either side go up. */
    private double storm() {
        long before = decisions.get();
        long start = System.nanoTime();
        sensors.forEach(sensor -> twins.report(sensor, Presence.PRESENT, true));
        long expected = sensors.stream().mapToLong(this::reached).sum();
        await("every sensor's lamps are up", () -> decisions.get() - before >= expected);
        return expected / ((System.nanoTime() - start) / NANOS_PER_SECOND);
    }

    private long reached(ThingId sensor) {
        int at = place(sensor);
        return Math.min(at + AHEAD, last(sensor)) - Math.max(0, at - AHEAD) + 1L;
    }

    private int last(ThingId sensor) {
        int group = Integer.parseInt(sensor.name().split("-")[1]);
        return Math.min(STREET, lamps.size() - group * STREET) - 1;
    }

    private static int place(ThingId sensor) {
        return Integer.parseInt(sensor.name().split("-")[2]);
    }

    private Latency latency(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; System.nanoTime() < end && i < sensors.size(); i++) {
            ThingId lamp = lamps.get((i * 97) % lamps.size());
            twins.report(lamp, Luminaire.LEVEL, DIM);
            twins.report(lamp, Luminaire.POWER, DIM / 2);
            ThingId sensor = sensors.get((i * 7) % sensors.size());
            if (place(sensor) + AHEAD <= last(sensor)) {
                nanos.add(probe(sensor));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Latency(
                sorted.length,
                millis(sorted, 0.5),
                millis(sorted, 0.99),
                sorted.length == 0 ? 0 : rounded(sorted[sorted.length - 1] / NANOS_PER_MILLI));
    }

    private long probe(ThingId sensor) {
        String[] name = sensor.name().split("-");
        ThingId lamp = ThingId.parse("load:lamp-" + name[1] + "-" + (place(sensor) + AHEAD));
        CountDownLatch up = new CountDownLatch(1);
        awaited.put(lamp, up);
        long start = System.nanoTime();
        twins.report(sensor, Presence.PRESENT, true);
        try {
            if (!up.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(lamp + " did not go up within " + PATIENCE_SECONDS + " s.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The bench was stopped.", e);
        }
        long took = System.nanoTime() - start;
        awaited.remove(lamp);
        twins.report(sensor, Presence.PRESENT, false);
        return took;
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Not so within " + PATIENCE_SECONDS + " s: " + what + ".");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static long cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals("lighting"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    }

    private static double millis(long[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : rounded(sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / NANOS_PER_MILLI);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    @Override
    public void close() {
        try {
            service.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
