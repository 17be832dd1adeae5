// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.List;
import java.util.Map;
import org.borough.connect.CommandTarget;
import org.borough.connect.DeviceId;
import org.borough.endpoint.Notices;
import org.borough.endpoint.testing.FakeCity;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayTest {

    private final Running endpoint = new Running();
    private final FakeCity city = endpoint.city.register("gw").register("lamp", Map.of(), "gw");

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void aGatewayWithTheAuthorityMakesItsDevicesKnownByTheirFirstMessage() throws Exception {
        city.letProvision("gw");
        try (RawDevice gateway = RawDevice.connected(endpoint, "gw")) {
            gateway.publish("t//sensor", 1, 1, "a").publish("e//sensor", 1, 2, "b");
            assertThat(gateway.readPubacks(2)).containsExactly(1, 2);
        }
        assertThat(city.messages)
                .extracting(message -> message.device().id() + " " + message.contentType())
                .containsExactly(
                        "sensor " + Notices.PROVISIONED,
                        "sensor application/octet-stream",
                        "sensor application/octet-stream");
        assertThat(city.messages.get(1).gateway()).isEqualTo("gw");
    }

    @Test
    void aGatewayStaysWhenOneOfItsDevicesIsUnknown() throws Exception {
        try (PahoDevice gateway = PahoDevice.connected(endpoint, "gw")) {
            gateway.client.subscribe("error/springfield/+/#", 0);
            gateway.publish("t/springfield/nobody", 1, "x");
            gateway.publish("e//lamp/?content-type=" + "application%2Fvnd.eclipse-hono-empty-notification", 1, "x");
            await().until(() -> gateway.received.size() == 2);
            assertThat(gateway.received.get(0).topic()).matches("error/springfield/nobody/t/\\d+/404");
            assertThat(gateway.received.get(1).topic()).matches("error/springfield/lamp/e/\\d+/400");
            assertThat(gateway.received.get(1).text()).contains(Notices.EMPTY);
            gateway.publish("t//lamp", 1, "x");
        }
        assertThat(city.uplinks()).hasSize(1);
    }

    @Test
    void ofFiltersThatTakeEachOthersPlaceTheLastOneCountsForAll() throws Exception {
        try (PahoDevice gateway = PahoDevice.connected(endpoint, "gw")) {
            IMqttToken token = gateway.client.subscribeWithResponse(
                    new String[] {"c///q/#", "c//lamp/q/#", "command//+/req/#"}, new int[] {0, 0, 1});
            assertThat(token.getGrantedQos()).containsExactly(1, 0, 1);
            DeviceId id = new DeviceId(FakeCity.TENANT, "gw");
            await().until(() -> city.ways.size() == 2);
            assertThat(city.ways)
                    .containsOnlyKeys(new CommandTarget(id, CommandTarget.ALL), new CommandTarget(id, "lamp"));
        }
    }

    @Test
    void theWordsOfVersion5StandBesideThoseOfTheBag() throws Exception {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.StringProperty(0x03, "application/json"));
        properties.add(new MqttProperties.IntegerProperty(0x02, 9));
        properties.add(new MqttProperties.UserProperty("FPort", "85"));
        properties.add(new MqttProperties.UserProperty("room", "4"));
        properties.add(new MqttProperties.UserProperty("adapter", "evil:one"));
        try (RawDevice gateway = new RawDevice(endpoint.port())) {
            gateway.bytes(Packets.bytes(List.of(
                    Packets.connect(MqttVersion.MQTT_5, "gw", "secret"),
                    Packets.publish("e/?fport=1", 1, "{}", properties))));
            await().until(() -> city.uplinks().size() == 1);
        }
        assertThat(city.uplinks()).singleElement().satisfies(message -> {
            assertThat(message.contentType()).isEqualTo("application/json");
            assertThat(message.properties())
                    .containsEntry("fport", "1")
                    .containsEntry("room", "4")
                    .containsEntry("ttl", "9000")
                    .doesNotContainKey("adapter");
        });
    }
}
