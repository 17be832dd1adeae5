// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.borough.connect.Admission;
import org.borough.connect.CommandTarget;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.endpoint.testing.FakeCity;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectingTest {

    private final Running endpoint = new Running();
    private final FakeCity city = endpoint.city.register("lamp");

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @ParameterizedTest
    @CsvSource({"lamp@springfield, wrong", "lamp, secret", "lamp@, secret", "lamp@other, secret", "@springfield, x"})
    void wrongCredentialsAreRefusedInBothVersions(String user, String password) {
        assertThatThrownBy(() -> PahoDevice.connected(endpoint.uri(), "x", PahoDevice.options(user, password)))
                .hasFieldOrPropertyWithValue("reasonCode", 4);
        assertThatThrownBy(() -> connect5(user, password)).hasFieldOrPropertyWithValue("reasonCode", 0x86);
    }

    @ParameterizedTest
    @CsvSource({"401, 4, 0x86", "404, 5, 0x87", "403, 5, 0x87", "429, 5, 0x97", "503, 3, 0x88", "500, 5, 0x80"})
    void refusalsHaveTheCodesOfTheirVersion(int status, int code3, String code5) {
        city.answerEverybody(new Admission.Refused(status, "no"));
        assertThatThrownBy(() ->
                        PahoDevice.connected(endpoint.uri(), "x", PahoDevice.options("lamp@springfield", "secret")))
                .hasFieldOrPropertyWithValue("reasonCode", code3);
        assertThatThrownBy(() -> connect5("lamp@springfield", "secret"))
                .hasFieldOrPropertyWithValue("reasonCode", Integer.decode(code5));
    }

    @Test
    void aDeviceOfVersion5SendsAndIsCommanded() throws MqttException {
        List<String> received = new CopyOnWriteArrayList<>();
        MqttClient lamp = connect5("lamp@springfield", "secret");
        IMqttToken subscribed = lamp.subscribe("c///q/#", 1);
        assertThat(subscribed.getReasonCodes()).containsExactly(1);
        lamp.setCallback(new PahoCallback5((topic, message) ->
                received.add(topic + " " + message.getProperties().getContentType())));
        MqttMessage message = new MqttMessage("{}".getBytes(), 1, false, new MqttProperties());
        message.getProperties().setContentType("application/json");
        lamp.publish("event", message);
        assertThat(city.uplinks()).singleElement().satisfies(uplink -> assertThat(uplink.contentType())
                .isEqualTo("application/json"));
        CommandTarget own = CommandTarget.own(new DeviceId(FakeCity.TENANT, "lamp"));
        await().until(() -> city.ways.containsKey(own));
        assertThat(city.command(own, "lamp", "r1", "{}").join()).isEqualTo(new Delivery.Delivered());
        assertThat(received).containsExactly("c///q/r1/dim application/json");
        lamp.unsubscribe("c///q/#");
        assertThat(city.ways).isEmpty();
        lamp.disconnect();
        lamp.close();
    }

    @Test
    void version5IsToldTheLimitsAndAName() throws MqttException {
        MqttClient lamp = new MqttClient(endpoint.uri(), "", new MemoryPersistence());
        IMqttToken connected = lamp.connectWithResult(options5("lamp@springfield", "secret"));
        MqttProperties said = connected.getResponseProperties();
        assertThat(said.getMaximumQoS()).isEqualTo(1);
        assertThat(said.getReceiveMaximum()).isEqualTo(16);
        assertThat(said.getMaximumPacketSize()).isEqualTo(4096L);
        assertThat(said.getAssignedClientIdentifier()).isNotEmpty();
        lamp.disconnect();
        lamp.close();
    }

    @Test
    void oneDeviceMayHaveSeveralConnections() throws Exception {
        try (PahoDevice one = PahoDevice.connected(endpoint, "lamp");
                PahoDevice two = PahoDevice.connected(endpoint, "lamp")) {
            one.publish("t", 1, "a");
            two.publish("t", 1, "b");
            assertThat(endpoint.connections.table().size()).isEqualTo(2);
        }
        await().until(() -> endpoint.connections.table().size() == 0);
    }

    @Test
    void whoLosesItsAdmissionIsCutOffInBothVersions() throws Exception {
        city.register("other");
        try (PahoDevice lamp = PahoDevice.connected(endpoint, "lamp");
                PahoDevice other = PahoDevice.connected(endpoint, "other")) {
            MqttClient lamp5 = connect5("lamp@springfield", "secret");
            DeviceId device = new DeviceId(FakeCity.TENANT, "lamp");
            endpoint.connections.changed(device, true);
            lamp.publish("t", 1, "a");
            endpoint.connections.changed(device, false);
            assertThat(lamp.isCutOff()).isTrue();
            await().until(() -> !lamp5.isConnected());
            lamp5.close();
            other.publish("t", 1, "a");
            endpoint.connections.changed(new DeviceId(FakeCity.TENANT, "+"), false);
            assertThat(other.isCutOff()).isTrue();
        }
    }

    @Test
    void moreConnectionsThanAllowedAreRefused() throws Exception {
        try (Running small = new Running(Map.of("maxConnections", 1));
                PahoDevice first = connectTo(small)) {
            assertThatThrownBy(() -> connectTo(small)).hasFieldOrPropertyWithValue("reasonCode", 3);
            first.publish("t", 1, "x");
        }
    }

    @Test
    void withoutAClientIdThereIsNoSessionToKeep() {
        MqttConnectOptions options = PahoDevice.options("lamp@springfield", "secret");
        options.setCleanSession(false);
        assertThatThrownBy(() -> {
                    try (RawDevice device = new RawDevice(endpoint.port())) {
                        device.bytes(connect("MQTT", 4, 0xC0));
                        throw new IOException("refused with " + device.read(4)[3]);
                    }
                })
                .hasMessage("refused with 2");
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "6, 1"})
    void unknownVersionsAreRefused(int version, int code) throws IOException {
        try (RawDevice device = new RawDevice(endpoint.port())) {
            device.bytes(connect("MQTT", version, 0xC2));
            assertThat(device.read(4)).startsWith(0x20, 2, 0).endsWith(code);
            assertThat(device.isCutOff()).isTrue();
        }
    }

    private static byte[] connect(String protocol, int version, int flags) {
        byte[] bytes = new byte[10 + protocol.length()];
        bytes[0] = 0x10;
        bytes[1] = (byte) (8 + protocol.length());
        bytes[3] = (byte) protocol.length();
        System.arraycopy(protocol.getBytes(), 0, bytes, 4, protocol.length());
        int next = 4 + protocol.length();
        bytes[next] = (byte) version;
        bytes[next + 1] = (byte) (flags & 0x3F);
        return bytes;
    }

    private static PahoDevice connectTo(Running small) throws Exception {
        small.city.register("lamp");
        return PahoDevice.connected(small, "lamp");
    }

    private MqttClient connect5(String user, String password) throws MqttException {
        MqttClient client = new MqttClient(endpoint.uri(), "v5-" + System.nanoTime(), new MemoryPersistence());
        client.setTimeToWait(20_000);
        client.connect(options5(user, password));
        return client;
    }

    private static MqttConnectionOptions options5(String user, String password) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setConnectionTimeout(20);
        options.setAutomaticReconnect(false);
        options.setUserName(user);
        options.setPassword(password.getBytes());
        return options;
    }
}
