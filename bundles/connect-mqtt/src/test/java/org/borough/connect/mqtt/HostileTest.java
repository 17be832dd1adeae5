// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Intake;
import org.borough.endpoint.testing.FakeCity;
import org.borough.thing.BoroughException;
import org.borough.thing.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileTest {

    private final Running endpoint =
            new Running(Map.of("maxConnections", 50, "connectTimeoutSeconds", 2, "idleTimeoutSeconds", 30));
    private final FakeCity city = endpoint.city.register("lamp");

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void garbageCostsOnlyItsOwnConnection() throws Exception {
        Random random = new Random(7);
        try (PahoDevice good = PahoDevice.connected(endpoint, "lamp")) {
            for (int i = 0; i < 30; i++) {
                byte[] noise = new byte[200];
                random.nextBytes(noise);
                try (RawDevice bad =
                        i % 2 == 0 ? new RawDevice(endpoint.port()) : RawDevice.connected(endpoint, "lamp")) {
                    noise[0] = (byte) (noise[0] | 0xC8);
                    bad.bytes(noise);
                    assertThat(bad.isCutOff()).isTrue();
                }
            }
            good.publish("t", 1, "still here");
        }
        assertThat(city.uplinks()).hasSize(1);
    }

    @Test
    void whoDoesNotSayWhoItIsIsCutOff() throws IOException {
        try (RawDevice silent = new RawDevice(endpoint.port());
                RawDevice slow = new RawDevice(endpoint.port());
                RawDevice early = new RawDevice(endpoint.port())) {
            slow.bytes((byte) 0x10);
            early.publish("t", 0, 0, "x");
            assertThat(early.isCutOff()).isTrue();
            assertThat(silent.isCutOff()).isTrue();
            assertThat(slow.isCutOff()).isTrue();
        }
        await().until(() -> endpoint.connections.table().size() == 0);
    }

    @Test
    void aSecondConnectIsAnError() throws IOException {
        try (RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
            lamp.connect("lamp", 0);
            assertThat(lamp.isCutOff()).isTrue();
        }
    }

    @Test
    void whoFallsSilentForOneAndAHalfKeepAlivesIsCutOff() throws IOException {
        long start = System.nanoTime();
        try (RawDevice lamp = RawDevice.connected(endpoint, "lamp", 1)) {
            assertThat(lamp.isCutOff()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1400));
    }

    @Test
    void messagesThatAreTooLargeCostTheConnection() throws IOException {
        try (RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
            lamp.publish("t", 1, 1, "x".repeat(2048));
            assertThat(lamp.readPubacks(1)).containsExactly(1);
            lamp.publish("t/?on-error=ignore", 1, 2, "x".repeat(2049));
            assertThat(lamp.isCutOff()).isTrue();
        }
        try (RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
            lamp.publish("t", 1, 1, "x".repeat(100_000));
            assertThat(lamp.isCutOff()).isTrue();
        }
        assertThat(city.uplinks()).hasSize(1);
    }

    @Test
    void messagesSentTogetherWithTheConnectAreTaken() throws IOException {
        try (RawDevice lamp = new RawDevice(endpoint.port())) {
            lamp.connect("lamp", 0);
            lamp.publish("t", 1, 7, "x").publish("e", 1, 8, "y");
            assertThat(lamp.read(4)).startsWith(0x20, 2, 0, 0);
            assertThat(lamp.readPubacks(2)).containsExactly(7, 8);
        }
    }

    @Test
    void aFloodStopsAtTheSocketAndGoesOnWhenThereIsRoom() throws Exception {
        List<CompletableFuture<Acknowledgement>> done = new ArrayList<>();
        AtomicBoolean blocked = new AtomicBoolean(true);
        city.answer(message -> {
            CompletableFuture<Acknowledgement> one = new CompletableFuture<>();
            synchronized (done) {
                done.add(one);
            }
            if (!blocked.get()) {
                one.complete(FakeCity.STORED);
            }
            return Intake.taken(one);
        });
        int count = 20_000;
        String payload = "x".repeat(500);
        try (RawDevice lamp = RawDevice.connected(endpoint, "lamp");
                RawDevice other = RawDevice.connected(endpoint, "lamp")) {
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        lamp.publish("t", 0, 0, payload);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> city.messages.size() >= 16);
            await().during(Duration.ofMillis(300)).until(() -> city.messages.size() < 200);
            assertThat(flood).isNotDone();
            blocked.set(false);
            other.publish("t", 1, 9, "others are served");
            assertThat(other.readPubacks(1)).containsExactly(9);
            synchronized (done) {
                done.forEach(one -> one.complete(FakeCity.STORED));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> city.messages.size() == count + 1);
            flood.join();
        }
    }

    @Test
    void aFullLaneStopsTheReading() throws Exception {
        CompletableFuture<Void> room = new CompletableFuture<>();
        city.answer(message -> new Intake(room, CompletableFuture.completedFuture(FakeCity.STORED)));
        try (RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
            lamp.publish("t", 1, 1, "x");
            assertThat(lamp.readPubacks(1)).containsExactly(1);
            lamp.publish("t", 1, 2, "x");
            await().during(Duration.ofMillis(200)).until(() -> city.messages.size() == 1);
            city.answer(FakeCity.STORED);
            room.complete(null);
            assertThat(lamp.readPubacks(1)).containsExactly(2);
        }
    }

    @Test
    void aStopLetsMessagesUnderWayBeAcknowledged() throws Exception {
        CompletableFuture<Acknowledgement> done = new CompletableFuture<>();
        Running stopping = new Running();
        stopping.city.register("lamp").answer(message -> Intake.taken(done));
        try (RawDevice lamp = RawDevice.connected(stopping, "lamp")) {
            lamp.publish("t", 1, 1, "x");
            await().until(() -> stopping.city.messages.size() == 1);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);
            done.complete(FakeCity.STORED);
            assertThat(lamp.readPubacks(1)).containsExactly(1);
            assertThat(lamp.isCutOff()).isTrue();
            stopped.join();
        }
        assertThatThrownBy(() -> new RawDevice(stopping.port())).isInstanceOf(IOException.class);
        assertThat(stopping.connections.table().size()).isZero();
    }

    @Test
    void aBusyPortIsNamedAndNothingStaysOpen() throws IOException {
        MqttConnections connections = new MqttConnections();
        int threads = Thread.activeCount();
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            assertThatThrownBy(() -> open(port, connections))
                    .isInstanceOf(BoroughException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("key port of configuration org.borough.connect.mqtt");
            assertThat(connections.status().level()).isEqualTo(Status.Level.FAILED);
            assertThat(connections.status().reason()).contains(":" + port);
        }
        await().until(() -> Thread.activeCount() <= threads);
        MqttPorts opened = open(port, connections);
        assertThat(connections.status().level()).isEqualTo(Status.Level.OK);
        opened.close();
        assertThat(connections.status().level()).isEqualTo(Status.Level.FAILED);
    }

    private MqttPorts open(int port, MqttConnections connections) {
        MqttSettings settings = Running.settings(Map.of("port", port));
        return new MqttPorts(settings, city.platform(MqttEndpoint.PROTOCOL), connections, Optional.empty());
    }
}
