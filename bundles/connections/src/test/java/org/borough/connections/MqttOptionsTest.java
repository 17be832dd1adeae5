// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moquette.broker.config.IConfig;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS, client certificates and QoS 2 with a real MQTT 3.1.1 broker. */
@Timeout(90)
class MqttOptionsTest {

    private static final String WHO = "\"authorizationContext\":[\"integration:connections:test\"]";

    @TempDir
    Path folder;

    private TestKeys keys;
    private int tlsPort;
    private Peers peers;
    private Rig city;

    @BeforeEach
    void start() throws Exception {
        keys = TestKeys.make(folder);
        tlsPort = Peers.freePort();
        peers = new Peers(Map.of(
                IConfig.SSL_PORT_PROPERTY_NAME,
                Integer.toString(tlsPort),
                IConfig.JKS_PATH_PROPERTY_NAME,
                keys.serverStore().toString(),
                IConfig.KEY_STORE_TYPE,
                "pkcs12",
                IConfig.KEY_STORE_PASSWORD_PROPERTY_NAME,
                TestKeys.PASSWORD,
                IConfig.KEY_MANAGER_PASSWORD_PROPERTY_NAME,
                TestKeys.PASSWORD,
                "need_client_auth",
                "true"));
        city = new Rig(folder, Rig.trusting());
        city.thing("city:lamp");
    }

    @AfterEach
    void stop() throws Exception {
        city.close();
        peers.close();
    }

    private static JsonObject document(String uri, String config) {
        return JsonObject.of(
                """
                {"name":"it","connectionType":"mqtt","connectionStatus":"open","failoverEnabled":true,
                 "uri":"%s","validateCertificates":true,"specificConfig":{"cleanSession":"true"%s},
                 "sources":[{"addresses":["in/+"],"qos":2,%s,
                   "replyTarget":{"enabled":true,"address":"replies"}}],
                 "targets":[{"address":"out","qos":2,%s,"topics":["_/_/things/twin/events"]}]}"""
                        .formatted(uri, config, WHO, WHO));
    }

    private String plain() {
        return "tcp://127.0.0.1:" + peers.port();
    }

    private static String modify(int value) {
        return """
                {"topic":"city/lamp/things/twin/commands/modify","headers":{"correlation-id":"c%d"},
                 "path":"/attributes/level","value":%d}"""
                .formatted(value, value);
    }

    private JsonObject credentials(String certificate, String key) {
        JsonObjectBuilder builder = JsonObject.newBuilder()
                .set("type", "client-cert")
                .set("cert", certificate)
                .set("key", key);
        return builder.build();
    }

    @Test
    void tls_needs_the_right_authority_and_the_right_client() throws Exception {
        JsonObject stranger = document("ssl://127.0.0.1:" + tlsPort, "");
        JsonObject anonymous = stranger.setValue("ca", keys.serverCertificate());
        JsonObject friend = anonymous.setValue("credentials", credentials(keys.clientCertificate(), keys.clientKey()));
        JsonObject careless = friend.remove("ca").setValue("validateCertificates", false);
        JsonObject otherKey = anonymous.setValue("credentials", credentials(keys.clientCertificate(), "nonsense"));

        assertThat(city.post("?dry-run=true", stranger).statusCode()).isEqualTo(503);
        assertThat(city.post("?dry-run=true", anonymous).statusCode()).isEqualTo(503);
        assertThat(city.post("?dry-run=true", otherKey).statusCode()).isEqualTo(400);
        String trusted = Peers.open(city, friend);
        peers.say("in/x", 1, modify(1));
        await().untilAsserted(() ->
                assertThat(city.read("city:lamp", "attributes/level")).contains(JsonValue.of(1)));
        city.delete("/" + trusted);
        Peers.open(city, careless);
    }

    @Test
    void exactly_once_is_exactly_once_in_both_directions() throws Exception {
        peers.hear("replies");
        Peers.open(city, document(plain(), ""));
        peers.hear("out");

        for (int i = 1; i <= 20; i++) {
            peers.say("in/x", 2, modify(i));
        }
        for (int i = 1; i <= 20; i++) {
            Peers.Heard reply = peers.next();
            assertThat(Peers.at(reply.json(), "headers/correlation-id")).isEqualTo(JsonValue.of("c" + i));
            assertThat(reply.qos()).isEqualTo(2);
        }
        city.attribute("city:lamp", "other", JsonValue.of(true));
        Peers.Heard event = peers.next();

        assertThat(event.topic()).isEqualTo("out");
        assertThat(event.qos()).isEqualTo(2);
        assertThat(Peers.at(event.json(), "revision")).isEqualTo(JsonValue.of(22));
        assertThat(peers.isSilent()).isTrue();
    }
}
