// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.borough.connect.Credential;
import org.borough.endpoint.testing.FakeCity;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

class JsonWebTokenTest {

    private static final String HEADER = part("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");

    @Example
    void claimsForHonoSayWhoItIs() {
        for (String audience : new String[] {"\"hono-adapter\"", "[\"x\",\"hono-adapter\"]"}) {
            String token = token("{\"iat\":1,\"x\":{\"aud\":\"other\"},\"aud\":" + audience + ",\"tid\":\"t\"}");
            assertThat(JsonWebToken.in(token, "tenants/T/devices/D")).contains(new Credential.Token("", "", token));
        }
    }

    @Example
    void elseTheClientIdDoes() {
        String token = token("{\"iat\":1,\"exp\":2}");
        assertThat(JsonWebToken.in(token, "tenants/T/devices/D")).contains(new Credential.Token("T", "D", token));
        assertThat(JsonWebToken.in(token, "a/b/T/x/D")).contains(new Credential.Token("T", "D", token));
        assertThat(JsonWebToken.in(token, "T/D")).isEmpty();
        assertThat(JsonWebToken.in(token, "")).isEmpty();
    }

    @Example
    void aPasswordWithDotsIsAPassword() {
        assertThat(JsonWebToken.in("correct.horse.battery", "tenants/T/devices/D"))
                .isEmpty();
        assertThat(JsonWebToken.in("a.b", "tenants/T/devices/D")).isEmpty();
        assertThat(JsonWebToken.in(token("{}") + ".x", "tenants/T/devices/D")).isEmpty();
        assertThat(JsonWebToken.in(HEADER + "..x", "tenants/T/devices/D")).isEmpty();
        assertThat(JsonWebToken.in(token("[1]"), "tenants/T/devices/D")).isEmpty();
    }

    @Property
    void noPasswordIsTooStrange(@ForAll String claims, @ForAll String clientId) {
        assertThat(JsonWebToken.in(claims, clientId)).isEmpty();
        Optional<Credential> found = JsonWebToken.in(token("{" + claims), clientId);
        assertThat(found).isNotNull();
    }

    @Example
    void aDeviceConnectsWithItsTokenAlone() throws MqttException {
        String token = token("{\"iat\":1}");
        // The test's registry takes the token's text for the device's id.
        try (Running endpoint = new Running()) {
            endpoint.city.register(token);
            connect(endpoint, "tenants/" + FakeCity.TENANT + "/devices/lamp", token)
                    .disconnect();
            assertThatThrownBy(() -> connect(endpoint, "tenants/other/devices/lamp", token))
                    .hasFieldOrPropertyWithValue("reasonCode", 4);
        }
    }

    private static MqttClient connect(Running endpoint, String clientId, String token) throws MqttException {
        MqttClient client = new MqttClient(endpoint.uri(), clientId, new MemoryPersistence());
        client.connect(PahoDevice.options("ignored", token));
        return client;
    }

    private static String token(String claims) {
        return HEADER + "." + part(claims) + ".c2ln";
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes());
    }
}
