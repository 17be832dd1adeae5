// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.borough.endpoint.testing.TestTls;
import org.borough.itests.HonoDevice.Received;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What devices that speak MQTT to a Hono, and the applications behind it, rely on: messages, errors, connections. */
@ExtendWith(HonoCity.Extension.class)
class HonoMqttIT {

    private static final String PROVISIONED = "application/vnd.eclipse-hono-device-provisioning-notification";
    private static final String NOT_EMPTY = "content-type=application%2Fvnd.eclipse-hono-empty-notification";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MESSAGES = 200;
    private static final int BAD_CREDENTIALS = MqttException.REASON_CODE_FAILED_AUTHENTICATION;
    private static final int NOT_AUTHORIZED = MqttException.REASON_CODE_NOT_AUTHORIZED;

    @ParameterizedTest
    @CsvSource({"telemetry, t, 0, AT_MOST_ONCE", "telemetry, t, 1, AT_LEAST_ONCE", "event, e, 1, AT_LEAST_ONCE"})
    void allMessagesOfANewTenantArriveWhateverTheFormOfTheirTopic(
            String name, String brief, int qos, String told, HonoCity hono) throws Exception {
        try (HonoTenant tenant = hono.tenant("").consumed()) {
            String gateway = tenant.device("");
            String lamp = tenant.device("{\"via\":[\"" + gateway + "\"]}");
            List<String> topics = List.of(
                    name + "/" + tenant.id() + "/" + lamp, brief + "//" + lamp, name, brief + "///further/parts");
            try (HonoDevice device = HonoDevice.of(hono, tenant, gateway)) {
                for (int n = 0; n < MESSAGES; n++) {
                    assertThat(device.publish(topics.get(n % topics.size()), "hello " + n, qos))
                            .as("acknowledgement of message %d", n)
                            .isTrue();
                }
            }
            String kind = name.equals("event") ? "EVENT" : "TELEMETRY";
            await().atMost(HonoTenant.PATIENCE)
                    .until(() -> hono.application().consumed(tenant.id()).get(kind) == MESSAGES);
            assertThat(tenant.heard("hello 0"))
                    .containsEntry("kind", kind)
                    .containsEntry("device", lamp)
                    .containsEntry("qos", told)
                    .containsEntry("contentType", "application/octet-stream")
                    .containsEntry("property.orig_adapter", "hono-mqtt")
                    .containsEntry("property.orig_address", topics.get(0))
                    .containsKeys("property.creation-time", "property.traceparent");
            assertThat(tenant.heard("hello 2")).containsEntry("device", gateway);
        }
    }

    @Test
    void anEmptyPayloadOfSomeContentTypeStaysAnEmptyPayload(HonoCity hono) throws Exception {
        try (HonoTenant tenant = hono.tenant("").consumed()) {
            try (HonoDevice device = HonoDevice.of(hono, tenant, tenant.device(""))) {
                assertThat(device.publish("event/?content-type=application%2Fcustom", "", 1))
                        .isTrue();
            }
            assertThat(tenant.heard())
                    .containsEntry("contentType", "application/custom")
                    .containsEntry("payload", "");
        }
    }

    @Test
    void anEventThatOutlivedItsTenantsDefaultIsNotHeardAnyMore(HonoCity hono) throws Exception {
        try (HonoTenant tenant = hono.tenant("{\"defaults\":{\"ttl\":1}}");
                HonoDevice device = HonoDevice.of(hono, tenant, tenant.device(""))) {
            assertThat(device.publish("event", "early", 1)).isTrue();
            await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
            assertThat(device.publish("event/?hono-ttl=60", "late", 1)).isTrue();
            assertThat(tenant.consumed().heard()).containsEntry("payload", "late");
        }
    }

    @Test
    void aGatewayMakesItsNewDeviceKnownAndApplicationsHearOfIt(HonoCity hono) throws Exception {
        try (HonoTenant tenant = hono.tenant("").consumed()) {
            String gateway = tenant.device("{\"authorities\":[\"auto-provisioning-enabled\"]}");
            try (HonoDevice device = HonoDevice.of(hono, tenant, gateway)) {
                assertThat(device.publish("event/" + tenant.id() + "/sensor-1", "hello", 1))
                        .isTrue();
            }
            assertThat(tenant.heard())
                    .containsEntry("contentType", PROVISIONED)
                    .containsEntry("device", "sensor-1")
                    .containsEntry("property.tenant_id", tenant.id())
                    .containsEntry("property.hono_registration_status", "NEW")
                    .doesNotContainKey("payload");
            assertThat(tenant.heard()).containsEntry("payload", "hello").containsEntry("device", "sensor-1");
            assertThat(tenant.call(200, "GET", "/v1/devices/" + tenant.id() + "/sensor-1", "")
                            .body())
                    .contains("\"auto-provisioned\":true");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', false, false, false",
        "'', true, true, true",
        "ignore, false, true, true",
        "skip-ack, true, false, true",
        "disconnect, true, false, false"
    })
    void whatFollowsARefusedMessageIsAsTheDeviceWants(
            String onError, boolean subscribed, boolean acknowledged, boolean connected, HonoCity hono)
            throws Exception {
        try (HonoTenant tenant = hono.tenant("");
                HonoDevice device = HonoDevice.of(hono, tenant, tenant.device(""))) {
            if (subscribed) {
                assertThat(device.subscribe("error///#", 0)).isZero();
            }
            String bag = onError.isEmpty() ? "" : "&on-error=" + onError;
            assertThat(device.publish("telemetry/?" + NOT_EMPTY + "&correlation-id=c-7" + bag, "full", 1))
                    .isEqualTo(acknowledged);
            if (subscribed && connected) { // Paho keeps to itself what came right before the end.
                Received error = device.next();
                assertThat(error.topic()).isEqualTo("error///telemetry/c-7/400");
                JsonNode said = JSON.readTree(error.payload());
                assertThat(said.path("code").asInt()).isEqualTo(400);
                assertThat(said.path("correlation-id").asText()).isEqualTo("c-7");
                assertThat(said.path("message").asText()).contains("vnd.eclipse-hono-empty-notification");
            }
            assertThat(connected ? device.connected() : device.cutOff()).isTrue();
        }
    }

    @Test
    void aGatewayIsToldWhichOfItsDevicesIsUnknown(HonoCity hono) throws Exception {
        try (HonoTenant tenant = hono.tenant("");
                HonoDevice device = HonoDevice.of(hono, tenant, tenant.device(""))) {
            assertThat(device.subscribe("error/" + tenant.id() + "/+/#", 0)).isZero();
            assertThat(device.publish("telemetry/" + tenant.id() + "/nobody/?correlation-id=c-8", "hello", 0))
                    .isTrue();
            Received error = device.next();
            assertThat(error.topic()).isEqualTo("error/" + tenant.id() + "/nobody/telemetry/c-8/404");
            assertThat(JSON.readTree(error.payload()).path("message").asText())
                    .isEqualTo("device is disabled or not registered");
        }
    }

    @Test
    void aMessageThatIsTooLargeCostsTheConnection(HonoCity hono) throws Exception {
        try (HonoTenant tenant = hono.tenant("");
                HonoDevice device = HonoDevice.of(hono, tenant, tenant.device(""))) {
            assertThat(device.publish("telemetry/?on-error=ignore", "f".repeat(2048 + 256), 1))
                    .isFalse();
            assertThat(device.cutOff()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"enabled\":false} | {} | 5",
                "{\"adapters\":[{\"type\":\"hono-mqtt\",\"enabled\":false}]} | {} | 5",
                "{\"adapters\":[{\"type\":\"hono-http\",\"enabled\":true}]} | {} | 5",
                "{\"resource-limits\":{\"max-connections\":0}} | {} | 5",
                "{} | {\"enabled\":false} | 5"
            })
    void whoMayNotConnectIsToldWhy(String settings, String registration, int code, HonoCity hono) {
        try (HonoTenant tenant = hono.tenant(settings)) {
            String device = tenant.device(registration);
            assertThat(refusal(() -> HonoDevice.of(hono, tenant, device))).isEqualTo(code);
        }
    }

    @Test
    void whoCannotProveWhoItIsHasWrongCredentials(HonoCity hono) {
        try (HonoTenant tenant = hono.tenant("")) {
            String device = tenant.device("");
            String user = device + "@" + tenant.id();
            assertThat(refusal(() -> HonoDevice.of(hono, user, "wrong"))).isEqualTo(BAD_CREDENTIALS);
            assertThat(refusal(() -> HonoDevice.of(hono, "nobody@" + tenant.id(), HonoTenant.PASSWORD)))
                    .isEqualTo(BAD_CREDENTIALS);
            assertThat(refusal(() -> HonoDevice.of(hono, device + "@nowhere", HonoTenant.PASSWORD)))
                    .isEqualTo(BAD_CREDENTIALS);
        }
    }

    private static int refusal(Callable<HonoDevice> connecting) {
        return catchThrowableOfType(MqttException.class, () -> connecting.call().close())
                .getReasonCode();
    }

    @Test
    void aTrustedCertificateLetsInAndMakesItsDeviceKnown(HonoCity hono, @TempDir Path folder) throws Exception {
        SSLContext meter = TestTls.named(folder, "meter-9");
        String anchor = "{\"enabled\":%s,\"trusted-ca\":[{\"cert\":\"" + certificate(folder.resolve("meter-9.p12"))
                + "\",\"auto-provisioning-enabled\":%s,\"auto-provisioning-device-id-template\":\"{{subject-dn}}\","
                + "\"auth-id-template\":\"{{subject-cn}}\"}]}";
        assertThat(refusal(() -> HonoDevice.of(hono, meter))).isEqualTo(BAD_CREDENTIALS);
        try (HonoTenant tenant = hono.tenant(anchor.formatted(true, false)).consumed()) {
            assertThat(refusal(() -> HonoDevice.of(hono, meter))).isEqualTo(BAD_CREDENTIALS);
            tenant.call(204, "PUT", "/v1/tenants/" + tenant.id(), anchor.formatted(true, true));
            try (HonoDevice device = HonoDevice.of(hono, meter)) {
                assertThat(device.publish("telemetry", "by certificate", 1)).isTrue();
            }
            assertThat(tenant.heard()).containsEntry("contentType", PROVISIONED).containsEntry("device", "CN=meter-9");
            assertThat(tenant.call(200, "GET", "/v1/credentials/" + tenant.id() + "/CN=meter-9", "")
                            .body())
                    .contains("\"auth-id\":\"meter-9\"");
            tenant.call(204, "PUT", "/v1/tenants/" + tenant.id(), anchor.formatted(false, true));
            assertThat(refusal(() -> HonoDevice.of(hono, meter))).isEqualTo(NOT_AUTHORIZED);
        }
    }

    private static String certificate(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        return Base64.getEncoder().encodeToString(keys.getCertificate("own").getEncoded());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE | /v1/devices/{tenant}/{device} | ''",
                "DELETE | /v1/devices/{tenant} | ''",
                "DELETE | /v1/tenants/{tenant} | ''",
                "PUT | /v1/devices/{tenant}/{device} | {\"enabled\":false}",
                "PUT | /v1/tenants/{tenant} | {\"enabled\":false}"
            })
    void whoIsDeletedOrDisabledIsDisconnected(String method, String path, String body, HonoCity hono) throws Exception {
        try (HonoTenant tenant = hono.tenant("")) {
            String id = tenant.device("");
            try (HonoDevice device = HonoDevice.of(hono, tenant, id)) {
                tenant.call(204, method, path.replace("{tenant}", tenant.id()).replace("{device}", id), body);
                assertThat(device.cutOff()).isTrue();
            }
        }
    }

    @Test
    void aGatewayMayNotListenForStrangersDevices(HonoCity hono) throws Exception {
        try (HonoTenant tenant = hono.tenant("");
                HonoDevice gateway = HonoDevice.of(hono, tenant, tenant.device(""))) {
            assertThat(gateway.subscribe("command//" + tenant.device("") + "/req/#", 1))
                    .isEqualTo(128);
            assertThatThrownBy(() -> tenant.command("nobody", "dim", ""))
                    .hasMessageContaining("device is disabled or not registered");
        }
    }
}
