// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.endpoint.Address;
import org.borough.thing.BoroughException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {

    @Test
    void theDefaultsListenOnLoopbackAndForTlsEverywhere() {
        HttpSettings settings = HttpSettings.of(config(Map.of()));
        assertThat(settings.plain()).isEqualTo(new Address("127.0.0.1", 8081, "port"));
        assertThat(settings.tls()).isEqualTo(new Address("0.0.0.0", 8444, "tlsPort"));
        assertThat(settings.threads()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "port, 70000, 'port is 70000; allowed is a port from 1 to 65535'",
        "tlsPort, -2, 'tlsPort is -2; allowed is a port from 1 to 65535, 0 for any free one, -1 for none.'",
        "maxEnvelopeSizeBytes, 0, 'maxEnvelopeSizeBytes is 0; allowed is a whole number from 1 to 67108864.'",
        "maxConnections, 0, 'maxConnections is 0; allowed is a whole number from 1 to 1000000.'",
        "readTimeoutSeconds, 0, 'readTimeoutSeconds is 0; allowed'",
    })
    void whatIsNotAllowedIsNamedWithWhatIs(String key, int value, String reason) {
        assertThatThrownBy(() -> HttpSettings.of(config(Map.of(key, value))))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining("org.borough.connect.http: " + reason);
    }

    @Test
    void aNetworkServerIsNeverAllowedLessThanOthers() {
        DeviceId device = new DeviceId("springfield", "tts");
        Registration server = new Registration(device, true, Map.of("envelope", "tts-v3"), Set.of(), Map.of());
        Registration lamp = new Registration(device, true, Map.of(), Set.of(), Map.of());
        HttpSettings settings = HttpSettings.of(config(Map.of()));
        assertThat(settings.payloadBytes(server)).isEqualTo(65_536);
        assertThat(settings.payloadBytes(lamp)).isEqualTo(2048);
        assertThat(HttpSettings.of(config(Map.of("maxPayloadSizeBytes", 100_000)))
                        .payloadBytes(server))
                .isEqualTo(100_000);
    }

    @Test
    void whatIsWrongCanBeReadUntilItIsMended() {
        HttpConnections connections = new HttpConnections();
        assertThatThrownBy(() -> connections.settings(config(Map.of("port", 70_000))))
                .isInstanceOf(BoroughException.class);
        assertThat(connections.status().reason()).contains("port is 70000");
        connections.settings(config(Map.of()));
        assertThat(connections.status().reason()).contains("no port is open");
    }

    @Test
    void anEmptyHostIsRefused() {
        assertThatThrownBy(() -> HttpSettings.of(config(Map.of("tlsHost", " "))))
                .hasMessageContaining("tlsHost is empty");
    }

    @Test
    void anOriginMustBeOne() {
        assertThatThrownBy(() -> HttpSettings.of(config(Map.of("corsAllowedOrigin", "city.example"))))
                .hasMessageContaining("corsAllowedOrigin is 'city.example'; allowed is * or an origin");
    }

    @Test
    void noRequestWaitsSoLongThatItsConnectionWouldPassForIdle() {
        HttpSettings settings = HttpSettings.of(config(Map.of("idleTimeoutSeconds", 75)));
        assertThat(settings.ttdCeilingSeconds()).isEqualTo(60);
    }

    private static HttpConfig config(Map<String, Object> values) {
        return (HttpConfig) Proxy.newProxyInstance(
                HttpConfig.class.getClassLoader(),
                new Class<?>[] {HttpConfig.class, Annotation.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
