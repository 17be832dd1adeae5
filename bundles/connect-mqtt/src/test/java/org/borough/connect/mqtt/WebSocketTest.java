// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttVersion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.borough.connect.CommandTarget;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.endpoint.testing.FakeCity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {

    private final Running endpoint = new Running(Map.of("port", -1, "wsPort", 0, "connectTimeoutSeconds", 2));
    private final FakeCity city = endpoint.city.register("lamp");
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void aDeviceSendsAndIsCommandedByWebSocket() throws Exception {
        CommandTarget own = CommandTarget.own(new DeviceId(FakeCity.TENANT, "lamp"));
        try (PahoDevice lamp =
                PahoDevice.connected(uri("/mqtt"), "lamp", PahoDevice.options("lamp@springfield", "secret"))) {
            lamp.publish("e", 1, "x".repeat(2048));
            lamp.client.subscribe("c///q/#", 1);
            await().until(() -> city.ways.containsKey(own));
            assertThat(city.command(own, "lamp", "r1", "50").join()).isEqualTo(new Delivery.Delivered());
            await().until(() -> !lamp.received.isEmpty());
        }
        assertThat(city.uplinks()).hasSize(1);
        await().until(() -> city.leases() == 0);
    }

    @Test
    void otherPathsAndOtherProtocolsAreRefused() throws Exception {
        assertThatThrownBy(() -> open(uri("/other"), "mqtt"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .satisfies(cause -> assertThat(((WebSocketHandshakeException) cause)
                                .getResponse()
                                .statusCode())
                        .isEqualTo(404));
        open(uri("/mqtt"));
        assertThat(closed.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(endpoint.connections.errors()).isZero();
    }

    @Test
    void aPacketMayComeInSeveralFramesAndTextIsNoPacket() throws Exception {
        WebSocket socket = open(uri("/mqtt"), "mqtt");
        byte[] stream = Packets.bytes(List.of(
                Packets.connect(MqttVersion.MQTT_3_1_1, "lamp", "secret"), Packets.publish("t", 1, "in pieces")));
        for (byte one : stream) {
            socket.sendBinary(ByteBuffer.wrap(new byte[] {one}), true).join();
        }
        await().until(() -> city.uplinks().size() == 1);
        socket.sendText("hello", true).join();
        assertThat(closed.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void whoOpensAWebSocketAndSaysNothingIsCutOff() throws Exception {
        open(uri("/mqtt"), "mqtt");
        try (RawDevice dribbling = new RawDevice(endpoint.webSocketPort())) {
            dribbling.bytes("GET /mqtt HTTP/1.1\r\nHost: x\r\n".getBytes());
            assertThat(dribbling.isCutOff()).isTrue();
        }
        assertThat(closed.get(10, TimeUnit.SECONDS)).isNotNull();
        await().until(() -> endpoint.connections.table().size() == 0);
    }

    private String uri(String path) {
        return "ws://127.0.0.1:" + endpoint.webSocketPort() + path;
    }

    private WebSocket open(String uri, String... protocols) throws Exception {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (protocols.length > 0) {
            builder.subprotocols(protocols[0]);
        }
        return builder.buildAsync(URI.create(uri), new Ear()).get(10, TimeUnit.SECONDS);
    }

    private final class Ear implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(-1);
        }
    }
}
