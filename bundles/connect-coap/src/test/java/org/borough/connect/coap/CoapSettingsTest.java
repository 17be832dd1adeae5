// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.borough.endpoint.Address;
import org.borough.thing.BoroughException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoapSettingsTest {

    @Test
    void theDefaultsSpeakDtlsEverywhereAndNothingElse() {
        CoapSettings settings = CoapSettings.of(config(Map.of()));
        assertThat(settings.dtls()).isEqualTo(new Address("0.0.0.0", 5684, "dtlsPort"));
        assertThat(settings.maxPayloadBytes()).isEqualTo(2048);
        assertThat(settings.threads()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "port, 5683, 'port is 5683; allowed is -1: without DTLS no device can prove who it is.'",
        "dtlsPort, 70000, 'dtlsPort is 70000; allowed is a port from 1 to 65535'",
        "maxPayloadSizeBytes, 1, 'maxPayloadSizeBytes is 1; allowed is a whole number from 16 to 1048576.'",
        "maxConnections, 0, 'maxConnections is 0; allowed'",
        "ackTimeoutMillis, -2, 'ackTimeoutMillis is -2; allowed is a whole number from -1 to 60000.'",
    })
    void whatIsNotAllowedIsNamedWithWhatIs(String key, int value, String reason) {
        assertThatThrownBy(() -> CoapSettings.of(config(Map.of(key, value))))
                .isInstanceOf(BoroughException.class)
                .hasMessageContaining("org.borough.connect.coap: " + reason);
    }

    @Test
    void aKeyStoreNeedsItsPassword() {
        assertThatThrownBy(() -> CoapSettings.of(config(Map.of("keystore", "etc/city.p12"))))
                .hasMessageContaining("keystorePasswordFile is empty");
    }

    private static CoapPortConfig config(Map<String, Object> values) {
        return (CoapPortConfig) Proxy.newProxyInstance(
                CoapSettingsTest.class.getClassLoader(),
                new Class<?>[] {CoapPortConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
