// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.borough.endpoint.testing.TestTls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What devices that speak HTTP to a Hono, and the applications behind it, rely on. */
@ExtendWith(HonoCity.Extension.class)
class HonoHttpIT {

    private static final String PROVISIONED = "application/vnd.eclipse-hono-device-provisioning-notification";

    @Test
    void theFirstMessagesOfANewTenantArriveWithAllThatHonoSays(HonoCity hono) {
        try (HonoTenant tenant = hono.tenant(
                        "{\"defaults\":{\"site\":\"north\",\"ttl\":30}," + "\"resource-limits\":{\"max-ttl\":60}}")
                .consumed()) {
            String device = tenant.device("{\"defaults\":{\"floor\":3}}");
            String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
            tenant.send(device, "POST", "/telemetry", "one", "traceparent", trace);
            tenant.send(device, "POST", "/telemetry", "two", "qos-level", "1", "Content-Type", "text/plain");
            tenant.send(device, "POST", "/event?hono-ttl=100", "three");
            assertThat(tenant.heard("one"))
                    .containsEntry("kind", "TELEMETRY")
                    .containsEntry("device", device)
                    .containsEntry("contentType", "application/octet-stream")
                    .containsEntry("qos", "AT_MOST_ONCE")
                    .containsEntry("property.orig_adapter", "hono-http")
                    .containsEntry("property.orig_address", "/telemetry")
                    .containsEntry("property.site", "north")
                    .containsEntry("property.floor", "3")
                    .containsEntry("property.ttl", "30000")
                    .containsEntry("property.traceparent", trace)
                    .containsKey("property.creation-time");
            assertThat(tenant.heard("two"))
                    .containsEntry("contentType", "text/plain")
                    .containsEntry("qos", "AT_LEAST_ONCE")
                    .containsKey("property.traceparent");
        }
    }

    @Test
    void anEventOutlivesTheWaitForItsConsumer(HonoCity hono) {
        try (HonoTenant tenant = hono.tenant("{\"resource-limits\":{\"max-ttl\":60}}")) {
            String device = tenant.device("");
            assertThat(tenant.send(device, "POST", "/event?hono-ttl=100", "door open")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(tenant.consumed().heard("door open"))
                    .containsEntry("kind", "EVENT")
                    .containsEntry("qos", "AT_LEAST_ONCE")
                    .containsEntry("property.ttl", "60000");
        }
    }

    @Test
    void aTrustedCertificateLetsInAndMakesItsDeviceKnown(HonoCity hono, @TempDir Path folder) throws Exception {
        SSLContext meter = TestTls.named(folder, "meter-7");
        String anchor = "{\"trusted-ca\":[{\"cert\":\"" + certificate(folder.resolve("meter-7.p12"))
                + "\",\"auto-provisioning-enabled\":%s,\"auto-provisioning-device-id-template\":\"{{subject-cn}}\"}]}";
        try (HonoTenant tenant = hono.tenant(anchor.formatted(false)).consumed()) {
            assertThat(upload(hono, meter)).isEqualTo(401);
            tenant.call(204, "PUT", "/v1/tenants/" + tenant.id(), anchor.formatted(true));
            assertThat(upload(hono, meter)).isEqualTo(202);
            assertThat(tenant.heard("by certificate")).containsEntry("device", "meter-7");
            assertThat(tenant.call(200, "GET", "/v1/devices/" + tenant.id() + "/meter-7", "")
                            .body())
                    .contains("\"auto-provisioned\":true");
        }
    }

    private static String certificate(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        return Base64.getEncoder().encodeToString(keys.getCertificate("own").getEncoded());
    }

    private static int upload(HonoCity hono, SSLContext tls) throws Exception {
        URI uri = URI.create("https://localhost:" + hono.city().ports().deviceHttpTls() + "/telemetry");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofString("by certificate"))
                .build();
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aGatewayMakesItsNewDeviceKnownAndApplicationsHearOfIt(HonoCity hono) {
        try (HonoTenant tenant = hono.tenant("").consumed()) {
            String gateway = tenant.device("{\"authorities\":[\"auto-provisioning-enabled\"]}");
            assertThat(tenant.send(gateway, "PUT", "/event/" + tenant.id() + "/sensor-1", "hello")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(tenant.heard())
                    .containsEntry("contentType", PROVISIONED)
                    .containsEntry("device", "sensor-1")
                    .containsEntry("property.hono_registration_status", "NEW")
                    .containsEntry("property.tenant_id", tenant.id())
                    .containsEntry("property.orig_address", "event")
                    .containsKey("property.traceparent");
            assertThat(tenant.heard()).containsEntry("payload", "hello");
            assertThat(tenant.call(200, "GET", "/v1/devices/" + tenant.id() + "/sensor-1", "")
                            .body())
                    .contains("\"auto-provisioned\":true", "\"via\":[\"" + gateway + "\"]");
        }
    }

    @Test
    void aDeviceAnswersTheCommandsThatItsRequestsWaitFor(HonoCity hono) {
        try (HonoTenant tenant = hono.tenant("").consumed()) {
            String device = tenant.device("");
            for (int i = 0; i < 20; i++) {
                CompletableFuture<Void> obeys = tenant.sending(
                                device, "POST", "/telemetry?hono-ttd=5", "ready " + i, "Content-Type", "text/plain")
                        .thenAccept(command -> answer(tenant, device, command, "/command/res/"));
                assertThat(tenant.heard("ready " + i)).containsEntry("property.ttd", "5");
                assertThat(tenant.command(device, "dim", "42"))
                        .containsEntry("status", "200")
                        .containsEntry("payload", "done");
                obeys.join();
            }
            assertThatThrownBy(() -> tenant.command(device, "dim", "42")).hasMessageContaining("no consumer available");
            assertThatThrownBy(() -> tenant.command("nobody", "dim", "42"))
                    .hasMessageContaining("device is disabled or not registered");
        }
    }

    @Test
    void aGatewayTakesCommandsForItsDevices(HonoCity hono) {
        try (HonoTenant tenant = hono.tenant("").consumed()) {
            String gateway = tenant.device("");
            String lamp = tenant.register("{\"via\":[\"" + gateway + "\"]}");
            for (String place : new String[] {"POST /event", "PUT /event//" + lamp}) {
                String[] call = place.split(" ");
                CompletableFuture<Void> obeys = tenant.sending(gateway, call[0], call[1], place, "hono-ttd", "5")
                        .thenAccept(command -> {
                            assertThat(command.headers().firstValue("hono-cmd-target-device"))
                                    .contains(lamp);
                            answer(tenant, gateway, command, "/command/res//" + lamp + "/");
                        });
                tenant.heard(place);
                assertThat(tenant.command(lamp, "dim", "42")).containsEntry("status", "200");
                obeys.join();
            }
        }
    }

    private static void answer(HonoTenant tenant, String who, HttpResponse<String> command, String path) {
        assertThat(command.statusCode()).isEqualTo(200);
        assertThat(command.body()).isEqualTo("42");
        assertThat(command.headers().firstValue("hono-command")).contains("dim");
        assertThat(command.headers().firstValue("content-type")).contains("text/plain");
        String id = command.headers().firstValue("hono-cmd-req-id").orElseThrow();
        String method = path.contains("//") ? "PUT" : "POST";
        assertThat(tenant.send(who, method, path + id, "done", "hono-cmd-status", "200")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void ofTwoWaitingRequestsTheLaterOneGetsTheCommand(HonoCity hono) {
        try (HonoTenant tenant = hono.tenant("").consumed()) {
            String device = tenant.device("");
            var first = tenant.sending(device, "POST", "/telemetry", "one", "hono-ttd", "4");
            tenant.heard("one");
            var second = tenant.sending(device, "POST", "/telemetry", "two", "hono-ttd", "4");
            tenant.heard("two");
            hono.application().oneWayCommand(tenant.id(), device, "dim", "42");
            HttpResponse<String> command = second.join();
            assertThat(command.statusCode()).isEqualTo(200);
            assertThat(command.headers().firstValue("hono-command")).contains("dim");
            assertThat(command.headers().firstValue("hono-cmd-req-id")).isEmpty();
            HttpResponse<String> empty = first.join();
            assertThat(empty.statusCode()).isEqualTo(202);
            assertThat(empty.headers().firstValue("content-length")).contains("0");
            assertThat(empty.headers().map()).doesNotContainKey("hono-command");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lamp,     wrong, POST, /telemetry,             hello, 401, Unauthorized",
        "disabled, right, POST, /telemetry,             hello, 404, device is disabled or not registered",
        "disabled, right, PUT,  /telemetry//LAMP,       hello, 403, gateway is disabled or not registered",
        "lamp,     right, PUT,  /telemetry/other/LAMP,  hello, 403, another tenant",
        "lamp,     right, PUT,  /event//OTHER,          hello, 403, may not speak",
        "lamp,     right, POST, /telemetry,             '',    400, content type [null]",
        "lamp,     right, POST, /event?qos-level=0,     hello, 400, unsupported QoS",
        "lamp,     right, POST, /telemetry,             large, 413, payload",
        "lamp,     right, POST, /command/res/any?hono-cmd-status=302, x, 400, hono-cmd-status",
    })
    void whoMayNotSpeakSoIsToldWhy(
            String who,
            String password,
            String method,
            String path,
            String body,
            int status,
            String why,
            HonoCity hono) {
        try (HonoTenant tenant = hono.tenant("")) {
            Map<String, String> devices = Map.of(
                    "lamp", tenant.device(""),
                    "disabled", tenant.device("{\"enabled\":false}"),
                    "other", tenant.register("{\"via\":[\"somebody-else\"]}"));
            HttpResponse<String> answer = tenant.sendWith(
                    password.equals("right") ? HonoTenant.PASSWORD : password,
                    devices.get(who),
                    method,
                    path.replace("LAMP", devices.get("lamp")).replace("OTHER", devices.get("other")),
                    body.equals("large") ? "x".repeat(4096) : body);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).startsWith("{\"error\":\"").contains(why);
        }
    }

    @Test
    void aTenantWithoutHttpHasNoDevicesHere(HonoCity hono) {
        try (HonoTenant tenant = hono.tenant("{\"adapters\":[{\"type\":\"hono-http\",\"enabled\":false}]}")) {
            HttpResponse<String> answer = tenant.send(tenant.device(""), "POST", "/telemetry", "hello");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body().getBytes(UTF_8)).isNotEmpty();
        }
    }
}
