// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.borough.endpoint.testing.FakeCity;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkServerTest {

    private static final String UPLINK = "x".repeat(5000);

    private final Running endpoint = new Running();
    private final FakeCity city =
            endpoint.city.register("tts", Map.of("envelope", "tts-v3")).register("lamp");

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void aNetworkServerMaySendMoreThanADevice() throws MqttException {
        try (PahoDevice server = PahoDevice.connected(endpoint, "tts")) {
            server.publish("t", 1, UPLINK);
            server.publish("e", 1, "x".repeat(65_536));
        }
        assertThat(city.uplinks()).hasSize(2);
        assertThat(city.uplinks().get(0).payload()).asString().isEqualTo(UPLINK);
        assertThat(city.uplinks().get(1).payload()).hasSize(65_536);
    }

    @Test
    void anOrdinaryDeviceIsCutOffBesideIt() throws Exception {
        try (PahoDevice server = PahoDevice.connected(endpoint, "tts");
                RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
            lamp.publish("t", 1, 1, UPLINK);
            assertThat(lamp.isCutOff()).isTrue();
            server.publish("t", 1, UPLINK);
        }
        assertThat(city.uplinks())
                .singleElement()
                .satisfies(uplink -> assertThat(uplink.device().id()).isEqualTo("tts"));
    }

    @Test
    void aNetworkServerHasALimitToo() throws IOException {
        for (int size : new int[] {65_537, 100_000}) {
            try (RawDevice server = RawDevice.connected(endpoint, "tts")) {
                server.publish("t", 1, 1, "x".repeat(size));
                assertThat(server.isCutOff()).isTrue();
            }
        }
        assertThat(city.uplinks()).isEmpty();
    }

    @Test
    void version5IsToldTheLimitOfItsOwnDevice() throws Exception {
        assertThat(maximumPacketSize("tts")).isEqualTo(65_536L + 2048);
        assertThat(maximumPacketSize("lamp")).isEqualTo(4096L);
    }

    @Test
    void whatComesTogetherWithTheConnectHasTheSendersLimit() throws IOException {
        try (RawDevice server = new RawDevice(endpoint.port());
                RawDevice lamp = new RawDevice(endpoint.port())) {
            server.bytes(greeting("tts", UPLINK));
            assertThat(server.read(4)).startsWith(0x20, 2, 0, 0);
            assertThat(server.readPubacks(2)).containsExactly(1, 2);
            lamp.bytes(greeting("lamp", UPLINK));
            assertThat(lamp.read(4)).startsWith(0x20, 2, 0, 0);
            assertThat(lamp.isCutOff()).isTrue();
        }
        assertThat(city.uplinks()).hasSize(2);
    }

    @Test
    void aMessageThatIsOnlyBegunWithTheConnectIsPutTogether() throws IOException {
        byte[] all = greeting("tts", UPLINK);
        for (int first : new int[] {100, all.length / 2, all.length - 1}) {
            try (RawDevice server = new RawDevice(endpoint.port())) {
                server.bytes(Arrays.copyOf(all, first));
                assertThat(server.read(4)).startsWith(0x20, 2, 0, 0);
                server.bytes(Arrays.copyOfRange(all, first, all.length));
                assertThat(server.readPubacks(2)).containsExactly(1, 2);
            }
        }
    }

    @Test
    void whoDoesNotProveToBeOneIsHeldToTheSmallerLimit() throws IOException {
        try (RawDevice boaster = new RawDevice(endpoint.port());
                RawDevice impostor = new RawDevice(endpoint.port())) {
            boaster.packet(0x10, connect("tts", "x".repeat(5000)));
            assertThat(boaster.isCutOff()).isTrue();
            impostor.packet(0x10, connect("tts", "wrong"));
            impostor.publish("t", 1, 1, UPLINK);
            assertThat(impostor.read(4)).startsWith(0x20, 2, 0, 4);
            assertThat(impostor.isCutOff()).isTrue();
        }
        assertThat(city.uplinks()).isEmpty();
    }

    @Test
    void nothingIsTakenInWhileItIsNotKnownWhoSends() throws IOException {
        int taken = 0;
        try (Running hurried = new Running(Map.of("connectTimeoutSeconds", 1));
                RawDevice flood = new RawDevice(hurried.port())) {
            hurried.city.register("tts", Map.of("envelope", "tts-v3")).sleepUntil(new CompletableFuture<>());
            flood.connect("tts", 0);
            byte[] mebibyte = new byte[1024 * 1024];
            while (taken < 100) {
                flood.bytes(mebibyte);
                taken++;
            }
        } catch (IOException e) {
            // Cut off when its time was over; what counts is how much it could send until then.
        }
        // What the two sockets hold, and not all of it.
        assertThat(taken).isLessThan(50);
    }

    @Test
    void whoIsANetworkServerNoMoreMaySendNoMoreThanOthers() throws Exception {
        try (RawDevice server = RawDevice.connected(endpoint, "tts")) {
            server.publish("t", 1, 1, UPLINK);
            assertThat(server.readPubacks(1)).containsExactly(1);
            city.register("tts");
            server.publish("t", 1, 2, UPLINK);
            assertThat(server.isCutOff()).isTrue();
        }
        await().until(() -> endpoint.connections.table().size() == 0);
        assertThat(city.uplinks()).hasSize(1);
    }

    /** A CONNECT and two messages. */
    private static byte[] greeting(String id, String payload) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(RawDevice.packetOf(0x10, connect(id, "secret")));
        all.write(RawDevice.packetOf(0x32, RawDevice.publishBody("t", 1, 1, payload)));
        all.write(RawDevice.packetOf(0x32, RawDevice.publishBody("t", 1, 2, payload)));
        return all.toByteArray();
    }

    private static byte[] connect(String id, String password) throws IOException {
        return RawDevice.connectBody(id, password, 0);
    }

    private long maximumPacketSize(String id) throws Exception {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setUserName(id + "@" + FakeCity.TENANT);
        options.setPassword("secret".getBytes());
        MqttClient client = new MqttClient(endpoint.uri(), "", new MemoryPersistence());
        long size = client.connectWithResult(options).getResponseProperties().getMaximumPacketSize();
        client.disconnect();
        client.close();
        return size;
    }
}
