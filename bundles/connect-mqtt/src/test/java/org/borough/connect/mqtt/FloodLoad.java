// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Intake;
import org.borough.endpoint.Notices;
import org.borough.endpoint.Platform;
import org.borough.endpoint.testing.FakeCity;

/**
 * What becomes of memory and of another device while some send QoS 0 as fast as the loopback carries, onto a lane that
 * takes fewer. Arguments: connections that flood, messages a second that their lane takes, seconds. Run it by hand.
 */
final class FloodLoad {

    private static final int ROOM = 4096;
    private static final long MEBIBYTE = 1024 * 1024;

    private final LinkedBlockingQueue<CompletableFuture<Acknowledgement>> lane = new LinkedBlockingQueue<>();
    private final LongAdder taken = new LongAdder();
    private volatile CompletableFuture<Void> room = CompletableFuture.completedFuture(null);

    public static void main(String[] arguments) throws Exception {
        new FloodLoad()
                .run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }

    private void run(int connections, int perSecond, int seconds) throws Exception {
        FakeCity city = new FakeCity().register("flood").register("other");
        Platform platform = new Platform(
                MqttEndpoint.PROTOCOL,
                message -> message.device().id().equals("flood") ? take() : FakeCity.now(FakeCity.STORED),
                city,
                city,
                city,
                Notices.Mode.NONE,
                Clock.systemUTC());
        daemon(() -> drain(perSecond));
        MqttSettings settings = Running.settings(Map.of("maxMessagesUnderWay", 256, "threads", 2));
        try (MqttPorts ports = new MqttPorts(settings, platform, new MqttConnections(), Optional.empty());
                RawDevice other = login(ports, "other")) {
            for (int i = 0; i < connections; i++) {
                RawDevice device = login(ports, "flood");
                daemon(() -> flood(device));
            }
            for (int i = 0; i < seconds; i++) {
                report(other);
            }
        }
    }

    private void report(RawDevice other) throws IOException {
        long before = taken.sum();
        long start = System.nanoTime();
        long[] nanos = new long[100_000];
        int count = 0;
        while (System.nanoTime() - start < 1_000_000_000L) {
            long sent = System.nanoTime();
            other.publish("t", 1, 1 + count % 60_000, "x");
            other.readPubacks(1);
            nanos[count++] = System.nanoTime() - sent;
        }
        Arrays.sort(nanos, 0, count);
        Runtime jvm = Runtime.getRuntime();
        System.out.printf(
                "flood: %d messages/s taken, %d in the lane; other device: %d messages/s, p50 %.2f ms, p99 %.2f ms;"
                        + " heap %d MiB, direct %d MiB%n",
                taken.sum() - before,
                lane.size(),
                count,
                nanos[count / 2] / 1e6,
                nanos[count * 99 / 100] / 1e6,
                (jvm.totalMemory() - jvm.freeMemory()) / MEBIBYTE,
                PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() / MEBIBYTE);
    }

    private synchronized Intake take() {
        taken.increment();
        CompletableFuture<Acknowledgement> done = new CompletableFuture<>();
        lane.add(done);
        if (lane.size() >= ROOM && room.isDone()) {
            room = new CompletableFuture<>();
        }
        return new Intake(room, done);
    }

    private void drain(int perSecond) {
        long start = System.nanoTime();
        try {
            for (long i = 0; true; i++) {
                lane.take().complete(FakeCity.STORED);
                while ((System.nanoTime() - start) * perSecond / 1_000_000_000L < i) {
                    Thread.onSpinWait();
                }
                if (lane.size() < ROOM / 2) {
                    room.complete(null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RawDevice login(MqttPorts ports, String id) throws IOException {
        RawDevice device = new RawDevice(ports.numbers().get(0));
        device.connect(id, 0);
        device.read(4);
        return device;
    }

    private static void flood(RawDevice device) {
        try {
            ByteArrayOutputStream many = new ByteArrayOutputStream();
            for (int i = 0; i < 500; i++) {
                many.write(RawDevice.packetOf(0x30, RawDevice.publishBody("t", 0, 0, "x".repeat(100))));
            }
            while (true) {
                device.bytes(many.toByteArray());
            }
        } catch (IOException e) {
            // The end.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }
}
