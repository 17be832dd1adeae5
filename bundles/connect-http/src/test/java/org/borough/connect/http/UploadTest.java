// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.endpoint.testing.FakeCity;
import org.borough.thing.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

    private final Running endpoint = new Running();
    private final FakeCity city = endpoint.city
            .register("gw")
            .register("lamp", Map.of("adapter", "nas:ul20xx:1.0.0", "ttl", "30"), "gw")
            .register("stranger");

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void telemetryArrivesWithDefaultsParametersAndOrigin() throws Exception {
        HttpResponse<String> response = endpoint.post(
                "lamp", "/telemetry?FPort=85&event=up&adapter=evil", "hello", "content-type", "text/plain");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
        Message message = city.messages.get(0);
        assertThat(message.device().id()).isEqualTo("lamp");
        assertThat(message.gateway()).isEmpty();
        assertThat(message.qos()).isZero();
        assertThat(message.endpoint()).isEqualTo(Endpoint.TELEMETRY);
        assertThat(message.contentType()).isEqualTo("text/plain");
        assertThat(message.payload()).asString().isEqualTo("hello");
        assertThat(message.properties())
                .containsOnly(
                        Map.entry("adapter", "nas:ul20xx:1.0.0"),
                        Map.entry("fport", "85"),
                        Map.entry("event", "up"),
                        Map.entry("qos", "0"),
                        Map.entry("ttl", "30000"),
                        Map.entry("orig_adapter", "hono-http"),
                        Map.entry("orig_address", "/telemetry"));
    }

    @Test
    void headersAndParametersMeanTheSame() throws Exception {
        endpoint.post("lamp", "/event", "x", "hono-ttl", "5", "fport", "2");
        endpoint.post("lamp", "/event?hono-ttl=6&content-type=text%2Fplain", "x");
        endpoint.post("lamp", "/telemetry?qos-level=1", "x");
        assertThat(city.messages.get(0).properties())
                .containsEntry("ttl", "5000")
                .containsEntry("fport", "2")
                .containsEntry("qos", "1");
        assertThat(city.messages.get(1).properties()).containsEntry("ttl", "6000");
        assertThat(city.messages.get(1).contentType()).isEqualTo("text/plain");
        assertThat(city.messages.get(2).qos()).isEqualTo(1);
        assertThat(city.messages.get(2).contentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void aTraceGoesOnWithTheMessage() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        endpoint.post("lamp", "/telemetry", "x", "traceparent", trace);
        assertThat(city.messages.get(0).properties()).containsEntry("traceparent", trace);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/telemetry//lamp", "/telemetry/springfield/lamp", "/event//lamp", "/event/springfield/lamp"})
    void aGatewaySpeaksForItsDevices(String path) throws Exception {
        assertThat(endpoint.put("gw", path, "x").statusCode()).isEqualTo(202);
        assertThat(city.messages).singleElement().satisfies(message -> {
            assertThat(message.device().id()).isEqualTo("lamp");
            assertThat(message.gateway()).isEqualTo("gw");
        });
    }

    @Test
    void eventsAndQos1AreAnsweredOnlyAfterDurability() throws Exception {
        CompletableFuture<Acknowledgement> done = new CompletableFuture<>();
        city.answer(message -> Intake.taken(done));
        assertThat(endpoint.post("lamp", "/telemetry", "x").statusCode()).isEqualTo(202);
        CompletableFuture<HttpResponse<String>> event = endpoint.postLater("lamp", "/event", "x");
        CompletableFuture<HttpResponse<String>> telemetry =
                endpoint.postLater("lamp", "/telemetry", "x", "qos-level", "1");
        await().until(() -> city.messages.size() == 3);
        await().during(Duration.ofMillis(100)).until(() -> !event.isDone() && !telemetry.isDone());
        done.complete(new Acknowledgement.Quarantined("no adapter"));
        assertThat(event.join().statusCode()).isEqualTo(202);
        assertThat(telemetry.join().statusCode()).isEqualTo(202);
    }

    @Test
    void aFullLaneHoldsTheAnswer() throws Exception {
        CompletableFuture<Void> room = new CompletableFuture<>();
        city.answer(message -> new Intake(room, CompletableFuture.completedFuture(FakeCity.STORED)));
        CompletableFuture<HttpResponse<String>> telemetry = endpoint.postLater("lamp", "/telemetry", "x");
        await().until(() -> city.messages.size() == 1);
        assertThat(telemetry).isNotDone();
        room.complete(null);
        assertThat(telemetry.join().statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "400, '', ''",
        "413, '', ''",
        "429, '', ''",
        "503, 2, ''",
    })
    void refusalsOfTheRouterKeepTheirStatus(int status, String retryAfter, String none) throws Exception {
        city.answer(new Acknowledgement.Refused(status, "because \"so\""));
        HttpResponse<String> response = endpoint.post("lamp", "/telemetry", "x");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("{\"error\":\"because \\\"so\\\"\"}");
        assertThat(response.headers().firstValue("retry-after").orElse("")).isEqualTo(retryAfter);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, lamp, /telemetry, '', 400, content type [null] does not match payload",
        "POST, lamp, /telemetry?qos-level=2, x, 400, unsupported QoS-Level header value",
        "POST, lamp, /event?qos-level=0, x, 400, unsupported QoS-Level header value",
        "POST, lamp, /telemetry?hono-ttd=soon, x, 400, hono-ttd must be a whole number of seconds",
        "POST, lamp, /command/res/r1, x, 400, hono-cmd-status must be given as a header or parameter: 200..299 or 400..599",
        "PUT, gw, /telemetry/other/lamp, x, 403, not authorized to send messages for devices of another tenant",
        "PUT, gw, /event//stranger, x, 403, gateway not authorised",
        "PUT, gw, /event//nobody, x, 404, device is disabled or not registered",
        "PUT, gw, /event/springfield, x, 404, no such endpoint",
        "PUT, gw, /event//, x, 404, no such endpoint",
        "POST, gw, /somewhere, x, 404, no such endpoint",
        "GET, lamp, /telemetry, '', 405, this path takes POST only",
        "POST, gw, /telemetry//lamp, x, 405, this path takes PUT only",
    })
    void everyRefusalHasItsStatusAndReason(
            String method, String id, String path, String body, int status, String reason) throws Exception {
        HttpResponse<String> response =
                endpoint.send(endpoint.as(id, path).method(method, BodyPublishers.ofString(body)));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("{\"error\":\"" + reason + "\"}");
        assertThat(city.messages).isEmpty();
    }

    @Test
    void anEmptyNotificationHasNoBody() throws Exception {
        String type = "application/vnd.eclipse-hono-empty-notification";
        assertThat(endpoint.post("lamp", "/event", "", "content-type", type).statusCode())
                .isEqualTo(202);
        assertThat(endpoint.post("lamp", "/event", "x", "content-type", type).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "lamp@springfield:wrong", "lamp:secret", "lamp@springfield", "nobody@springfield:secret"})
    void whoIsNobodyIsToldHowToProveIt(String user) throws Exception {
        var request = endpoint.anonymous("/event").POST(BodyPublishers.ofString("x"));
        if (!user.isEmpty()) {
            request.header("Authorization", Running.authorization(user));
        }
        HttpResponse<String> response = endpoint.send(request);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("www-authenticate"))
                .containsExactlyInAnyOrder("Basic realm=\"Hono\"", "Bearer realm=\"Hono\"");
        assertThat(response.body()).isEqualTo("{\"error\":\"Unauthorized\"}");
    }

    @Test
    void aMessageMayBeAllInItsMediaType() throws Exception {
        assertThat(endpoint.post("lamp", "/telemetry", "", "content-type", "application/custom")
                        .statusCode())
                .isEqualTo(202);
        assertThat(city.messages.get(0).contentType()).isEqualTo("application/custom");
        assertThat(city.messages.get(0).payload()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/event, 405, POST", "/event//lamp, 405, PUT", "/nowhere, 404, ''"})
    void whoAsksForTheHeadGetsNoBody(String path, int status, String allowed) throws Exception {
        HttpResponse<String> head = endpoint.send(endpoint.as("lamp", path).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(status);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("allow").orElse("")).isEqualTo(allowed);
        // The next answer on the same connection is still understood.
        assertThat(endpoint.post("lamp", "/event", "x").statusCode()).isEqualTo(202);
    }
}
