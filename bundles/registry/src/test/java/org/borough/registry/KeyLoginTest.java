// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyLoginTest {

    private final City city = new City();

    @BeforeEach
    void aSensorWithTwoKeys() {
        city.post("/v1/tenants/city", "{\"alias\":\"c\"}");
        city.post("/v1/devices/city/sensor", "{}");
        put("[{\"type\":\"psk\",\"auth-id\":\"s\",\"secrets\":[{\"key\":\"AQID\"},"
                + "{\"key\":\"BAUG\",\"not-after\":\"2026-11-21T13:00:00Z\"},{\"key\":\"BwgJ\",\"enabled\":false}]}]");
    }

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void theKeysThatAreGoodNowAreGiven() {
        assertThat(keys("city", "s")).containsExactly(new byte[] {1, 2, 3}, new byte[] {4, 5, 6});
        assertThat(keys("c", "s")).hasSize(2);
        city.clock.advance(Duration.ofHours(2));
        assertThat(keys("city", "s")).containsExactly(new byte[] {1, 2, 3});
        assertThat(keys("city", "nobody")).isEmpty();
        assertThat(keys("nowhere", "s")).isEmpty();
    }

    @Test
    void whoeverProvedAKeyIsAdmittedWhileTheCredentialIsEnabled() {
        assertThat(status("city", "s")).isEqualTo(200);
        assertThat(status("c", "s")).isEqualTo(200);
        assertThat(status("city", "nobody")).isEqualTo(401);
        assertThat(status("nowhere", "s")).isEqualTo(401);
        city.put("/v1/devices/city/sensor", "{\"enabled\":false}");
        assertThat(status("city", "s")).isEqualTo(404);
        put("[{\"type\":\"psk\",\"auth-id\":\"s\",\"enabled\":false,\"secrets\":[{\"key\":\"AQID\"}]}]");
        assertThat(status("city", "s")).isEqualTo(401);
        assertThat(keys("city", "s")).isEmpty();
    }

    private void put(String credentials) {
        assertThat(city.put("/v1/credentials/city/sensor", credentials).status())
                .isEqualTo(204);
    }

    private List<byte[]> keys(String tenant, String authId) {
        return city.registry.presharedKeys(tenant, authId);
    }

    private int status(String tenant, String authId) {
        Admission admission =
                City.await(city.registry.authenticate(new Credential.PresharedKey(tenant, authId), "hono-coap"));
        return City.status(admission);
    }
}
