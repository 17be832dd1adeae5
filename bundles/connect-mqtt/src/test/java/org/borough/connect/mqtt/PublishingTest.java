// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.endpoint.Notices;
import org.borough.endpoint.testing.FakeCity;
import org.borough.thing.Endpoint;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishingTest {

    private final Running endpoint = new Running();
    private final FakeCity city = endpoint.city
            .register("gw")
            .register("lamp", Map.of("adapter", "nas:ul20xx:1.0.0", "fport", "1", "ttl", "30"), "gw")
            .register("stranger");

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void telemetryArrivesWithDefaultsBagAndOrigin() throws MqttException {
        try (PahoDevice lamp = PahoDevice.connected(endpoint, "lamp")) {
            lamp.client.publish(
                    "t///x/?content-type=text%2Fplain&FPort=85&adapter=evil:one&ttd=1", "hello".getBytes(), 1, true);
        }
        Message message = city.uplinks().get(0);
        assertThat(message.device().id()).isEqualTo("lamp");
        assertThat(message.gateway()).isEmpty();
        assertThat(message.endpoint()).isEqualTo(Endpoint.TELEMETRY);
        assertThat(message.contentType()).isEqualTo("text/plain");
        assertThat(message.payload()).asString().isEqualTo("hello");
        assertThat(message.properties())
                .containsEntry("adapter", "nas:ul20xx:1.0.0")
                .containsEntry("fport", "85")
                .containsEntry("qos", "1")
                .containsEntry("ttl", "30000")
                .containsEntry("orig_adapter", "hono-mqtt")
                .containsEntry("orig_address", "t///x/?content-type=text%2Fplain&FPort=85&adapter=evil:one&ttd=1")
                .containsEntry("x-opt-retain", "true")
                .doesNotContainKeys("ttd", "content-type");
    }

    @Test
    void anEventsOwnTimeToLiveWins() throws MqttException {
        try (PahoDevice lamp = PahoDevice.connected(endpoint, "lamp")) {
            lamp.publish("event/?hono-ttl=5", 1, "x");
            lamp.publish("event/?hono-ttl=-5", 1, "x");
        }
        assertThat(city.uplinks())
                .extracting(message -> message.properties().get("ttl"))
                .containsExactly("5000", "30000");
        assertThat(city.uplinks().get(0).contentType()).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t//lamp", "telemetry/springfield/lamp", "e//lamp", "event/springfield/lamp"})
    void aGatewaySpeaksForItsDevices(String topic) throws MqttException {
        try (PahoDevice gateway = PahoDevice.connected(endpoint, "gw")) {
            gateway.publish(topic, 1, "x");
        }
        assertThat(city.uplinks()).singleElement().satisfies(message -> {
            assertThat(message.device().id()).isEqualTo("lamp");
            assertThat(message.gateway()).isEqualTo("gw");
            assertThat(message.properties()).containsEntry("adapter", "nas:ul20xx:1.0.0");
        });
    }

    @Test
    void pubackComesOnlyAfterDurability() throws MqttException {
        CompletableFuture<Acknowledgement> done = new CompletableFuture<>();
        city.answer(message -> Intake.taken(done));
        try (PahoDevice lamp = PahoDevice.connected(endpoint, "lamp")) {
            IMqttDeliveryToken token = lamp.client.getTopic("e").publish(new MqttMessage("x".getBytes()));
            await().until(() -> city.uplinks().size() == 1);
            assertThat(token.isComplete()).isFalse();
            done.complete(new Acknowledgement.Quarantined("no adapter"));
            token.waitForCompletion(20_000);
        }
    }

    @Test
    void acknowledgementsKeepTheOrderOfTheMessages() throws Exception {
        List<CompletableFuture<Acknowledgement>> done =
                List.of(new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>());
        city.answer(message -> Intake.taken(done.get(city.uplinks().size() - 1)));
        try (RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
            lamp.publish("t", 1, 11, "a").publish("t", 1, 12, "b").publish("t", 1, 13, "c");
            await().until(() -> city.uplinks().size() == 3);
            done.get(2).complete(FakeCity.STORED);
            done.get(1).complete(FakeCity.STORED);
            done.get(0).complete(FakeCity.STORED);
            assertThat(lamp.readPubacks(3)).containsExactly(11, 12, 13);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "t/other/lamp, 1, x",
        "t/springfield, 1, x",
        "foo, 1, x",
        "e, 0, x",
        "t, 2, x",
        "t, 1, ''",
        "t//nobody, 1, x",
        "t//stranger, 1, x",
        "c///s/r1/302, 1, x",
        "t/?on-error=disconnect, 1, ''",
        "t/?content-type=application%2Fvnd.eclipse-hono-empty-notification, 1, x",
        "t//stranger/?on-error=ignore, 1, x"
    })
    void whatIsWrongCostsTheConnection(String topic, int qos, String payload) throws Exception {
        try (RawDevice gateway = RawDevice.connected(endpoint, "gw")) {
            gateway.publish(topic, qos, 1, payload);
            assertThat(gateway.isCutOff()).isTrue();
        }
        assertThat(city.uplinks()).isEmpty();
        assertThat(endpoint.connections.status().reason()).contains("1 refused");
    }

    @Test
    void refusalsCostTheConnectionUnlessTheDeviceWantsOtherwise() throws Exception {
        city.answer(new Acknowledgement.Refused(503, "disk full"));
        try (RawDevice lamp = RawDevice.connected(endpoint, "lamp")) {
            lamp.publish("t/?on-error=skip-ack", 1, 1, "x").publish("t/?on-error=ignore", 1, 2, "x");
            assertThat(lamp.readPubacks(1)).containsExactly(2);
            lamp.publish("t", 1, 3, "x");
            assertThat(lamp.isCutOff()).isTrue();
        }
    }

    @Test
    void anEmptyNotificationNeedsNoPayload() throws MqttException {
        try (PahoDevice lamp = PahoDevice.connected(endpoint, "lamp")) {
            lamp.publish("e/?content-type=" + "application%2Fvnd.eclipse-hono-empty-notification", 1, "");
        }
        assertThat(city.uplinks()).singleElement().satisfies(message -> {
            assertThat(message.contentType()).isEqualTo(Notices.EMPTY);
            assertThat(message.payload()).isEmpty();
        });
    }

    @Test
    void aDeviceThatSubscribedIsToldItsErrorsAndStays() throws Exception {
        try (PahoDevice gateway = PahoDevice.connected(endpoint, "gw")) {
            gateway.client.subscribe("error///#", 0);
            gateway.publish("t/springfield", 1, "x");
            gateway.publish("event//nobody/?correlation-id=a%2Fb", 1, "x");
            await().until(() -> gateway.received.size() == 2);
            assertThat(gateway.received.get(0).topic()).matches("error///t/\\d+/400");
            assertThat(gateway.received.get(1).topic()).isEqualTo("error//nobody/event/a%2Fb/404");
            assertThat(gateway.received.get(1).text())
                    .matches("\\{\"code\":404,\"message\":\"device is disabled or not registered\","
                            + "\"timestamp\":\"[0-9T:.-]+Z\",\"correlation-id\":\"a/b\"}");
            gateway.client.unsubscribe("error///#");
            gateway.publish("foo/?on-error=ignore", 1, "x");
            assertThat(gateway.received).hasSize(2);
        }
    }

    @Test
    void aGatewayThatIsGoneCannotSpeakForOthers() throws Exception {
        try (RawDevice gateway = RawDevice.connected(endpoint, "gw")) {
            city.unregister("gw");
            city.unregister("lamp");
            gateway.publish("t//lamp/?on-error=ignore", 1, 1, "x");
            assertThat(gateway.isCutOff()).isTrue();
        }
    }
}
