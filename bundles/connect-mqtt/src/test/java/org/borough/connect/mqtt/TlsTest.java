// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.borough.endpoint.Tls;
import org.borough.endpoint.testing.FakeCity;
import org.borough.endpoint.testing.TestTls;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    @TempDir
    private static Path folder;

    private static SSLContext server;

    @TempDir
    private Path own;

    private final Running endpoint = new Running(
            new FakeCity().register("lamp"),
            Map.of("connectTimeoutSeconds", 2, "wssHost", "127.0.0.1", "wssPort", 0),
            Optional.of(Tls.context(server)));

    @BeforeAll
    static void makeCertificate() throws Exception {
        server = TestTls.named(folder, "localhost");
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void devicesConnectByTlsAndBytesWithoutItAreCutOff() throws Exception {
        MqttConnectOptions options = PahoDevice.options("lamp@springfield", "secret");
        options.setSocketFactory(server.getSocketFactory());
        try (PahoDevice lamp = PahoDevice.connected("ssl://localhost:" + endpoint.port(), "lamp", options)) {
            lamp.publish("e", 1, "x".repeat(2000));
        }
        assertThat(endpoint.city.uplinks()).hasSize(1);
        try (RawDevice plain = new RawDevice(endpoint.port())) {
            plain.connect("lamp", 0);
            assertThat(plain.isCutOff()).isTrue();
        }
        assertThat(endpoint.connections.status().reason()).contains("(TLS)");
    }

    @Test
    void aCertificateNeedsNoName() throws Exception {
        try (PahoDevice lamp = connected("ssl://localhost:" + endpoint.port(), "lamp")) {
            lamp.publish("e", 1, "x");
        }
        assertThat(endpoint.city.uplinks())
                .singleElement()
                .satisfies(message -> assertThat(message.device().id()).isEqualTo("lamp"));
    }

    @Test
    void aStrangersCertificateIsABadPassword() {
        assertThatThrownBy(() -> connected("ssl://localhost:" + endpoint.port(), "stranger"))
                .hasFieldOrPropertyWithValue("reasonCode", 4);
    }

    @Test
    void aCertificateServesByWebSocketToo() throws Exception {
        try (PahoDevice lamp = connected("wss://localhost:" + endpoint.webSocketPort() + "/mqtt", "lamp")) {
            lamp.publish("e", 1, "x");
        }
        assertThat(endpoint.city.uplinks()).hasSize(1);
    }

    @Test
    void aHandshakeThatIsNeverFinishedEnds() throws Exception {
        try (RawDevice silent = new RawDevice(endpoint.port());
                RawDevice halting = new RawDevice(endpoint.port())) {
            halting.bytes((byte) 0x16, (byte) 3, (byte) 1, (byte) 0, (byte) 200, (byte) 1);
            assertThat(silent.isCutOff()).isTrue();
            assertThat(halting.isCutOff()).isTrue();
        }
        await().until(() -> endpoint.connections.table().size() == 0);
    }

    private PahoDevice connected(String uri, String name) throws Exception {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setConnectionTimeout(20);
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setSocketFactory(TestTls.named(own, name).getSocketFactory());
        return PahoDevice.connected(uri, name, options);
    }
}
