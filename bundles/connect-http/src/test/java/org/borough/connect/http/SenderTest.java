// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.borough.connect.Admission;
import org.borough.connect.Message;
import org.borough.endpoint.Meter;
import org.borough.endpoint.Notices;
import org.borough.endpoint.testing.FakeCity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may send, for whom, and how much. */
class SenderTest {

    private final Running endpoint = new Running();
    private final FakeCity city =
            endpoint.city.register("gw").register("lamp", Map.of(), "gw").register("ns:pole", Map.of(), "gw");

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void aTokenIsEnough() throws Exception {
        HttpResponse<String> response = endpoint.send(endpoint.anonymous("/event")
                .header("Authorization", "Bearer token of lamp")
                .POST(BodyPublishers.ofString("x")));
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(city.messages)
                .singleElement()
                .satisfies(message -> assertThat(message.device().id()).isEqualTo("lamp"));
    }

    @Test
    void aNameMayCarryAllTheRest() throws Exception {
        String inner = Base64.getEncoder().encodeToString("lamp@springfield:secret".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = endpoint.send(endpoint.anonymous("/telemetry")
                .header("Authorization", Running.authorization(inner + ":"))
                .POST(BodyPublishers.ofString("x")));
        assertThat(response.statusCode()).isEqualTo(202);
    }

    @Test
    void whatExpiresMustBeProvenAgain() throws Exception {
        city.until(Instant.now().minusSeconds(1));
        assertThat(endpoint.post("lamp", "/event", "x").statusCode()).isEqualTo(202);
        city.answerEverybody(new Admission.Refused(401, "expired"));
        assertThat(endpoint.post("lamp", "/event", "x").statusCode()).isEqualTo(401);
    }

    @Test
    void whatHoldsIsNotAskedAgain() throws Exception {
        city.until(Instant.now().plusSeconds(60));
        assertThat(endpoint.post("lamp", "/event", "x").statusCode()).isEqualTo(202);
        city.answerEverybody(new Admission.Refused(401, "not asked"));
        assertThat(endpoint.post("lamp", "/event", "x").statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/event//ns%3Apole", "/telemetry/springfield/ns:pole", "/event//ns%3apole?x=%2F"})
    void anIdInAPathMayBeEncoded(String path) throws Exception {
        assertThat(endpoint.put("gw", path, "x").statusCode()).isEqualTo(202);
        assertThat(city.messages.get(0).device().id()).isEqualTo("ns:pole");
    }

    @Test
    void anEncodedSlashDoesNotEndAnId() throws Exception {
        city.register("a/b", Map.of(), "gw");
        assertThat(endpoint.put("gw", "/event//a%2Fb", "x").statusCode()).isEqualTo(202);
        assertThat(endpoint.put("gw", "/event//a/b", "x").statusCode()).isEqualTo(404);
    }

    @Test
    void aDisabledDeviceIsNotFoundAndADisabledGatewayMayNot() throws Exception {
        city.answerEverybody(new Admission.Refused(404, "device is disabled or not registered"));
        assertThat(endpoint.post("gw", "/event", "x").statusCode()).isEqualTo(404);
        HttpResponse<String> response = endpoint.put("gw", "/event/springfield/lamp", "x");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("gateway is disabled or not registered");
    }

    @Test
    void aDisabledTenantMayNot() throws Exception {
        city.answerEverybody(new Admission.Refused(403, "adapter disabled"));
        assertThat(endpoint.post("lamp", "/event", "x").statusCode()).isEqualTo(403);
        assertThat(endpoint.put("gw", "/event//lamp", "x").statusCode()).isEqualTo(403);
    }

    @Test
    void aGatewayWithTheAuthorityMakesItsDeviceKnown() throws Exception {
        assertThat(endpoint.put("gw", "/telemetry//sensor", "x").statusCode()).isEqualTo(404);
        city.letProvision("gw");
        assertThat(endpoint.put("gw", "/telemetry//sensor", "x").statusCode()).isEqualTo(202);
        assertThat(city.messages)
                .extracting(Message::contentType)
                .containsExactly(Notices.PROVISIONED, "application/octet-stream");
        assertThat(city.messages).extracting(message -> message.device().id()).containsOnly("sensor");
    }

    @Test
    void whoSendsTooOftenIsToldWhenToSendAgain() throws Exception {
        city.judge(new Meter.Verdict(Meter.Limit.RATE, "too many messages", Duration.ofMillis(2100)));
        for (String path : new String[] {"/event", "/telemetry?hono-ttd=5", "/command/res/r1?hono-cmd-status=200"}) {
            HttpResponse<String> response = endpoint.post("lamp", path, "x");
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("retry-after")).contains("3");
            assertThat(response.body()).isEqualTo("{\"error\":\"too many messages\"}");
        }
        assertThat(city.messages).isEmpty();
        assertThat(city.responses).isEmpty();
        assertThat(city.ways).isEmpty();
    }

    @Test
    void whoseTenantHasUsedItsVolumeIsNotAskedToTryAgainSoon() throws Exception {
        city.judge(new Meter.Verdict(Meter.Limit.VOLUME, "volume used", Duration.ZERO));
        HttpResponse<String> response = endpoint.post("lamp", "/event", "x");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).isEmpty();
    }

    @Test
    void whatIsWrongIsNotCounted() throws Exception {
        city.judge(new Meter.Verdict(Meter.Limit.VOLUME, "volume used", Duration.ZERO));
        assertThat(endpoint.post("lamp", "/event?qos-level=0", "x").statusCode())
                .isEqualTo(400);
        assertThat(endpoint.put("gw", "/event//nobody", "x").statusCode()).isEqualTo(404);
    }

    @Test
    void requestsNeedNoLease() throws Exception {
        city.exhaust("the tenant has too many connections");
        assertThat(endpoint.post("lamp", "/event", "x").statusCode()).isEqualTo(202);
        assertThat(city.leases()).isZero();
    }
}
