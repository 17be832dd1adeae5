// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.borough.connect.CommandTarget;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.endpoint.Notices;
import org.borough.endpoint.testing.FakeCity;
import org.borough.thing.Endpoint;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {

    private static final DeviceId GATEWAY = new DeviceId(FakeCity.TENANT, "gw");
    private static final CommandTarget OWN = CommandTarget.own(GATEWAY);
    private static final CommandTarget ALL = new CommandTarget(GATEWAY, CommandTarget.ALL);
    private static final Delivery DELIVERED = new Delivery.Delivered();

    private final Running endpoint = new Running();
    private final FakeCity city = endpoint.city.register("gw").register("lamp", Map.of(), "gw");

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @ParameterizedTest
    @CsvSource({
        "command///req/#, gw, gw, r1, command///req/r1/dim",
        "c///q/#, gw, gw, '', c///q//dim",
        "c/springfield/gw/q/#, gw, gw, r1, c/springfield/gw/q/r1/dim",
        "c//+/q/#, +, lamp, r1, c//lamp/q/r1/dim",
        "c//+/q/#, +, gw, r1, c///q/r1/dim",
        "command/springfield/lamp/req/#, lamp, lamp, r1, command/springfield/lamp/req/r1/dim",
    })
    void commandsArriveUnderTheTopicThatWasAskedFor(
            String filter, String target, String device, String request, String topic) throws Exception {
        CommandTarget way = new CommandTarget(GATEWAY, target);
        try (PahoDevice gateway = PahoDevice.connected(endpoint, "gw")) {
            for (int qos = 0; qos <= 1; qos++) {
                gateway.client.subscribe(filter, qos);
                await().until(() -> city.ways.containsKey(way));
                assertThat(city.command(way, device, request, "50").join()).isEqualTo(DELIVERED);
                await().until(() -> !gateway.received.isEmpty());
                assertThat(gateway.received).containsExactly(new PahoDevice.Received(topic, qos, "50"));
                gateway.received.clear();
                gateway.client.unsubscribe(filter);
                assertThat(city.ways).isEmpty();
            }
        }
    }

    @Test
    void withoutPubackTheCommandIsNotDelivered() throws Exception {
        try (RawDevice gateway = RawDevice.connected(endpoint, "gw")) {
            subscribe(gateway, "c///q/#", 1);
            await().until(() -> city.ways.containsKey(OWN));
            assertThat(city.command(OWN, "gw", "", "x").join())
                    .isInstanceOfSatisfying(Delivery.NotDelivered.class, not -> {
                        assertThat(not.status()).isEqualTo(503);
                        assertThat(not.reason()).contains("did not receive PUBACK");
                    });
            CompletableFuture<Delivery> next = city.command(OWN, "gw", "", "x");
            gateway.breakOff();
            assertThat(next.join()).isInstanceOf(Delivery.NotDelivered.class);
        }
    }

    @Test
    void theReadinessOfADeviceIsAnnounced() throws Exception {
        try (PahoDevice gateway = PahoDevice.connected(endpoint, "gw")) {
            gateway.client.subscribe("c//lamp/q/#", 1);
            await().until(() -> city.notifications().contains("lamp -1"));
            gateway.client.unsubscribe("c//lamp/q/#");
            assertThat(city.notifications()).containsExactly("lamp -1", "lamp 0");
            assertThat(city.ways).isEmpty();
            gateway.client.subscribe("c//+/q/#", 1);
            await().until(() -> city.notifications().contains("gw -1"));
        }
        await().until(() -> city.notifications().contains("gw 0"));
        assertThat(city.messages).allSatisfy(message -> {
            assertThat(message.endpoint()).isEqualTo(Endpoint.EVENT);
            assertThat(message.contentType()).isEqualTo(Notices.EMPTY);
        });
    }

    @Test
    void ownCommandsAndThoseOfAllDevicesTakeEachOthersPlace() throws MqttException {
        try (PahoDevice gateway = PahoDevice.connected(endpoint, "gw")) {
            gateway.client.subscribe("c///q/#", 1);
            await().until(() -> city.ways.containsKey(OWN));
            gateway.client.subscribe("c//+/q/#", 1);
            await().until(() -> city.ways.keySet().equals(java.util.Set.of(ALL)));
            gateway.client.unsubscribe("c///q/#");
            assertThat(city.ways).containsOnlyKeys(ALL);
        }
    }

    @Test
    void filtersThatAreNotForTheDeviceAreRefusedOneByOne() throws MqttException {
        try (PahoDevice gateway = PahoDevice.connected(endpoint, "gw")) {
            String[] filters = {"c///q/#", "c//nobody/q/#", "foo/#", "c/other/+/q/#", "error///#"};
            IMqttToken token = gateway.client.subscribeWithResponse(filters, new int[] {1, 1, 1, 1, 0});
            assertThat(token.getGrantedQos()).containsExactly(1, 0x80, 0x80, 0x80, 0);
            await().until(() -> city.ways.containsKey(OWN));
            token = gateway.client.subscribeWithResponse(new String[] {"c///q/#", "e//+/#"}, new int[] {2, 1});
            assertThat(token.getGrantedQos()).containsExactly(0x80, 0x80);
            assertThat(city.ways).containsOnlyKeys(OWN);
        }
    }

    @Test
    void commandsForDevicesThatTheGatewayLostAreNotDelivered() throws MqttException {
        try (PahoDevice gateway = PahoDevice.connected(endpoint, "gw")) {
            gateway.client.subscribe("c//+/q/#", 1);
            await().until(() -> city.ways.containsKey(ALL));
            city.register("lamp", Map.of());
            assertThat(city.command(ALL, "lamp", "", "x").join())
                    .isEqualTo(new Delivery.NotDelivered(403, "gateway not authorised"));
            assertThat(city.command(ALL, "gw", "a+b", "x").join())
                    .isInstanceOfSatisfying(Delivery.NotDelivered.class, not -> assertThat(not.status())
                            .isEqualTo(400));
        }
    }

    @Test
    void answersReachTheRouter() throws MqttException {
        try (PahoDevice gateway = PahoDevice.connected(endpoint, "gw")) {
            gateway.publish("command///res/r1/200/?content-type=text%2Fplain", 1, "done");
            gateway.publish("c//lamp/s/r2/404", 1, "");
        }
        assertThat(city.responses).hasSize(2);
        assertThat(city.responses.get(0)).satisfies(response -> {
            assertThat(response.requestId()).isEqualTo("r1");
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.message().contentType()).isEqualTo("text/plain");
            assertThat(response.message().endpoint()).isEqualTo(Endpoint.RESPONSE);
        });
        assertThat(city.responses.get(1).message().device().id()).isEqualTo("lamp");
        assertThat(city.responses.get(1).message().gateway()).isEqualTo("gw");
    }

    private static void subscribe(RawDevice device, String filter, int qos) throws Exception {
        byte[] name = filter.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
        body.write(new byte[] {0, 1, 0, (byte) name.length});
        body.write(name);
        body.write(qos);
        device.packet(0x82, body.toByteArray());
        assertThat(device.read(5)).endsWith(qos);
    }
}
