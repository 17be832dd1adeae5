// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.connect.Acknowledgement;
import org.borough.connect.DeviceId;
import org.borough.endpoint.Meter;
import org.borough.endpoint.Notices;
import org.borough.endpoint.testing.FakeCity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Meter.Verdict USED_UP = new Meter.Verdict(Meter.Limit.VOLUME, "used up", Duration.ZERO);
    private static final Meter.Verdict TOO_FAST =
            new Meter.Verdict(Meter.Limit.RATE, "send slower", Duration.ofMillis(200));

    private final FakeCity city = new FakeCity().register("lamp").register("gw");
    private Running endpoint = new Running(city, Map.of(), Optional.empty());

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void aTenantWithoutRoomIsRefusedInBothVersions() throws Exception {
        city.exhaust("the tenant has 1 connections open already");
        assertThatThrownBy(() -> PahoDevice.connected(endpoint, "lamp")).hasFieldOrPropertyWithValue("reasonCode", 5);
        try (RawDevice lamp = new RawDevice(endpoint.port())) {
            lamp.bytes(Packets.bytes(List.of(Packets.connect(MqttVersion.MQTT_5, "lamp", "secret"))));
            assertThat(lamp.read(4)[3]).isEqualTo((byte) 0x97);
            assertThat(lamp.isCutOff()).isTrue();
        }
        city.exhaust("");
        try (RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
            assertThat(city.leases()).isEqualTo(1);
            lamp.breakOff();
            await().until(() -> city.leases() == 0);
        }
    }

    @Test
    void aUsedUpVolumeIsAnErrorLikeOthers() throws Exception {
        try (RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
            city.judge(USED_UP);
            lamp.publish("t/?on-error=ignore", 1, 1, "x");
            assertThat(lamp.readPubacks(1)).containsExactly(1);
            lamp.publish("t", 1, 2, "x");
            assertThat(lamp.isCutOff()).isTrue();
        }
        assertThat(city.uplinks()).isEmpty();
    }

    @Test
    void version5IsToldThatItsVolumeIsUsedUp() throws Exception {
        city.judge(USED_UP);
        try (RawDevice lamp = new RawDevice(endpoint.port())) {
            lamp.bytes(Packets.bytes(List.of(
                    Packets.connect(MqttVersion.MQTT_5, "lamp", "secret"),
                    Packets.publish("t/?on-error=ignore", 1, "x"))));
            byte[] connack = lamp.read(2);
            lamp.read(connack[1]);
            byte[] puback = lamp.read(2);
            assertThat(puback[0]).isEqualTo((byte) 0x40);
            assertThat(lamp.read(puback[1])).startsWith(0, 7, 0x97);
        }
    }

    @Test
    void whoSendsTooFastIsMadeToWaitAndStays() throws Exception {
        try (RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
            city.judge(TOO_FAST);
            lamp.publish("t", 0, 0, "dropped").publish("t", 1, 1, "waits").publish("t", 0, 0, "behind it");
            await().until(() -> endpoint.connections.status().reason().contains("1 dropped"));
            assertThat(city.uplinks()).isEmpty();
            city.judge(Meter.Verdict.PASS);
            assertThat(lamp.readPubacks(1)).containsExactly(1);
            await().until(() -> city.uplinks().size() == 2);
            assertThat(city.uplinks())
                    .extracting(message -> new String(message.payload(), StandardCharsets.UTF_8))
                    .containsExactly("waits", "behind it");
        }
    }

    @Test
    void whatWasProvenEnds() throws Exception {
        city.until(Instant.now().plusMillis(1200));
        try (RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
            lamp.publish("t", 1, 1, "x");
            assertThat(lamp.readPubacks(1)).containsExactly(1);
            assertThat(lamp.isCutOff()).isTrue();
        }
        city.until(Instant.now().minusSeconds(1));
        try (RawDevice lamp = new RawDevice(endpoint.port())) {
            lamp.connect("lamp", 0);
            lamp.publish("t", 1, 2, "too late");
            assertThat(lamp.isCutOff()).isTrue();
        }
        assertThat(city.uplinks()).hasSize(1);
    }

    @Test
    void connectionsAreToldAsEventsBeforeTheyAreAccepted() throws Exception {
        restartWithEvents();
        try (PahoDevice lamp = PahoDevice.connected(endpoint, "lamp")) {
            assertThat(events()).singleElement().asString().contains("\"connected\"", lamp.client.getClientId());
        }
        await().until(() -> events().size() == 2);
        assertThat(events().get(1)).contains("\"disconnected\"", "\"hono-mqtt\"");
    }

    @Test
    void withoutItsEventAConnectionIsNotAccepted() {
        restartWithEvents();
        city.answer(new Acknowledgement.Refused(503, "disk full"));
        assertThatThrownBy(() -> PahoDevice.connected(endpoint, "lamp")).hasFieldOrPropertyWithValue("reasonCode", 3);
        await().until(() -> city.leases() == 0);
    }

    @Test
    void whoIsExpelledSaysNothingMore() throws Exception {
        restartWithEvents();
        try (PahoDevice lamp = PahoDevice.connected(endpoint, "lamp")) {
            lamp.client.subscribe("c///q/#", 1);
            await().until(() -> city.notifications().contains("lamp -1"));
            endpoint.connections.changed(new DeviceId(FakeCity.TENANT, "lamp"), false);
            assertThat(lamp.isCutOff()).isTrue();
        }
        await().until(() -> city.leases() == 0);
        assertThat(events()).hasSize(1);
        assertThat(city.notifications()).containsExactly("lamp -1");
        assertThat(city.ways).isEmpty();
    }

    private void restartWithEvents() {
        endpoint.close();
        city.connectionEvents(Notices.Mode.EVENTS);
        endpoint = new Running(city, Map.of(), Optional.empty());
    }

    private List<String> events() {
        return city.messages.stream()
                .filter(message -> message.contentType().equals(Notices.CONNECTION))
                .map(message -> new String(message.payload(), StandardCharsets.UTF_8))
                .toList();
    }
}
