// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.borough.connect.Acknowledgement;
import org.borough.connect.CommandTarget;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.endpoint.testing.FakeCity;
import org.junit.jupiter.api.Test;

/** Devices that send as fast as the loopback carries, take nothing, or never come to the point. */
class FloodTest {

    private static final int FLOODS = 6;
    private static final int ROOM = 1000;

    @Test
    void aFloodIsReadOnlyAsFastAsItsLaneDrainsAndOthersAreServed() throws Exception {
        List<CompletableFuture<Void>> floods = new ArrayList<>();
        try (Running endpoint = new Running(Map.of("maxMessagesUnderWay", 256));
                Lane lane = new Lane()) {
            FakeCity city = endpoint.city.register("flood").register("other");
            city.answer(message ->
                    message.device().id().equals("flood") ? lane.take(message) : FakeCity.now(FakeCity.STORED));
            try (RawDevice other = RawDevice.connected(endpoint, "other")) {
                for (int i = 0; i < FLOODS; i++) {
                    floods.add(flood(RawDevice.connected(endpoint, "flood")));
                }
                await().until(() -> lane.most.get() >= ROOM);
                for (int i = 1; i <= 200; i++) {
                    long start = System.nanoTime();
                    other.publish("t", 1, i, "x");
                    assertThat(other.readPubacks(1)).containsExactly(i);
                    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
                }
                assertThat(lane.drained.get()).isPositive();
            }
            assertThat(lane.most.get()).isLessThanOrEqualTo(ROOM + FLOODS);
        }
        floods.forEach(CompletableFuture::join);
    }

    @Test
    void whoSubscribesOverAndOverIsReadNoFasterThanThatIsTold() throws Exception {
        CompletableFuture<Acknowledgement> told = new CompletableFuture<>();
        try (Running endpoint = new Running()) {
            FakeCity city = endpoint.city.register("lamp");
            city.answer(message -> Intake.taken(told));
            byte[] subscribe = Packets.bytes(List.of(Packets.subscribe("c///q/#")));
            try (RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
                ByteArrayOutputStream many = new ByteArrayOutputStream();
                for (int i = 0; i < 20_000; i++) {
                    many.write(subscribe);
                }
                CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
                    try {
                        lamp.bytes(many.toByteArray());
                    } catch (IOException e) {
                        // Cut off at the end of the test.
                    }
                });
                await().until(() -> !city.notifications().isEmpty());
                await().during(Duration.ofMillis(300)).until(() -> city.messages.size() < 3000);
                told.complete(FakeCity.STORED);
                await().until(() -> city.messages.size() > 3000);
                lamp.breakOff();
                flood.join();
            }
        }
    }

    @Test
    void whoNeverReadsItsCommandsIsCutOff() throws Exception {
        try (Running endpoint = new Running(Map.of("sendTimeoutSeconds", 1))) {
            FakeCity city = endpoint.city.register("lamp");
            CommandTarget own = CommandTarget.own(new DeviceId(FakeCity.TENANT, "lamp"));
            try (RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
                lamp.bytes(Packets.bytes(List.of(Packets.subscribe("c///q/#"))));
                await().until(() -> city.ways.containsKey(own));
                String large = "x".repeat(60_000);
                List<CompletableFuture<Delivery>> commands = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    commands.add(city.command(own, "lamp", "", large));
                }
                await().until(() -> endpoint.connections.table().size() == 0);
                assertThat(commands).allSatisfy(command -> assertThat(command).isDone());
                assertThat(commands.get(199).join()).isInstanceOf(Delivery.NotDelivered.class);
            }
        }
    }

    @Test
    void aConnectThatDribblesInByteByByteEnds() throws Exception {
        try (Running endpoint = new Running(Map.of("connectTimeoutSeconds", 1));
                RawDevice slow = new RawDevice(endpoint.port())) {
            byte[] connect = RawDevice.packetOf(0x10, RawDevice.connectBody("lamp", "secret", 0));
            AtomicInteger sent = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(100)).until(() -> {
                try {
                    slow.bytes(connect[sent.getAndIncrement()]);
                } catch (IOException e) {
                    return true;
                }
                return endpoint.connections.table().size() == 0 && sent.get() > 2;
            });
            assertThat(sent.get()).isLessThan(connect.length);
            assertThat(slow.isCutOff()).isTrue();
        }
    }

    private static CompletableFuture<Void> flood(RawDevice device) throws IOException {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 500; i++) {
            many.write(RawDevice.packetOf(0x30, RawDevice.publishBody("t", 0, 0, "x".repeat(20))));
        }
        byte[] bytes = many.toByteArray();
        return CompletableFuture.runAsync(() -> {
            try (device) {
                while (true) {
                    device.bytes(bytes);
                }
            } catch (IOException e) {
                // Cut off at the end of the test.
            }
        });
    }

    /** One thread behind a bounded queue, slower than the devices. */
    private static final class Lane implements AutoCloseable {

        final AtomicInteger most = new AtomicInteger();
        final AtomicLong drained = new AtomicLong();
        private final BlockingQueue<CompletableFuture<Acknowledgement>> queue = new ArrayBlockingQueue<>(ROOM * 10);
        private volatile CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
        private final Thread worker = new Thread(this::drain);

        Lane() {
            worker.start();
        }

        synchronized Intake take(Message message) {
            CompletableFuture<Acknowledgement> done = new CompletableFuture<>();
            queue.add(done);
            most.accumulateAndGet(queue.size(), Math::max);
            if (queue.size() >= ROOM && room.isDone()) {
                room = new CompletableFuture<>();
            }
            return new Intake(room, done);
        }

        private void drain() {
            try {
                while (true) {
                    queue.take().complete(FakeCity.STORED);
                    drained.incrementAndGet();
                    LockSupport.parkNanos(1_000_000);
                    if (queue.size() < ROOM / 2) {
                        room.complete(null);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            worker.interrupt();
        }
    }
}
