// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.endpoint.Address;
import org.borough.thing.BoroughException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MqttSettingsTest {

    @Test
    void theDefaultsListenOnLoopbackAndForTlsEverywhere() {
        MqttSettings settings = MqttSettings.of(config(Map.of()));
        assertThat(settings.plain()).isEqualTo(new Address("127.0.0.1", 1883, "port"));
        assertThat(settings.tls()).isEqualTo(new Address("0.0.0.0", 8883, "tlsPort"));
        assertThat(settings.webSocket().wanted()).isFalse();
        assertThat(settings.webSocketTls().wanted()).isFalse();
        assertThat(settings.threads()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "port, 70000, 'port is 70000; allowed is a port from 1 to 65535'",
        "tlsPort, -2, 'tlsPort is -2; allowed is a port from 1 to 65535, 0 for any free one, -1 for none.'",
        "maxEnvelopeSizeBytes, 0, 'maxEnvelopeSizeBytes is 0; allowed is a whole number from 1 to 16777216.'",
        "maxConnections, 0, 'maxConnections is 0; allowed is a whole number from 1 to 1000000.'",
        "connectTimeoutSeconds, 0, 'connectTimeoutSeconds is 0; allowed'",
    })
    void whatIsNotAllowedIsNamedWithWhatIs(String key, int value, String reason) {
        assertThatThrownBy(() -> MqttSettings.of(config(Map.of(key, value))))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining("org.borough.connect.mqtt: " + reason);
    }

    @Test
    void aNetworkServerIsNeverAllowedLessThanOthers() {
        DeviceId device = new DeviceId("springfield", "tts");
        Registration server = new Registration(device, true, Map.of("envelope", "tts-v3"), Set.of(), Map.of());
        Registration lamp = new Registration(device, true, Map.of(), Set.of(), Map.of());
        MqttSettings settings = MqttSettings.of(config(Map.of()));
        assertThat(settings.payloadBytes(server)).isEqualTo(65_536);
        assertThat(settings.payloadBytes(lamp)).isEqualTo(2048);
        assertThat(MqttSettings.of(config(Map.of("maxPayloadSizeBytes", 100_000)))
                        .payloadBytes(server))
                .isEqualTo(100_000);
    }

    @Test
    void whatIsWrongCanBeReadUntilItIsMended() {
        MqttConnections connections = new MqttConnections();
        assertThatThrownBy(() -> connections.ports().settings(() -> MqttSettings.of(config(Map.of("port", 70_000)))))
                .isInstanceOf(BoroughException.class);
        assertThat(connections.status().reason()).contains("port is 70000");
        connections.ports().settings(() -> MqttSettings.of(config(Map.of())));
        assertThat(connections.status().reason()).contains("no port is open");
    }

    @Test
    void anEmptyHostIsRefused() {
        assertThatThrownBy(() -> MqttSettings.of(config(Map.of("tlsHost", " "))))
                .hasMessageContaining("tlsHost is empty");
    }

    private static MqttConfig config(Map<String, Object> values) {
        return Running.config(values);
    }
}
