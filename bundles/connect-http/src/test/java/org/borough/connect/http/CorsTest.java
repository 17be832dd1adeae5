// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorsTest {

    private static final String HERE = "http://city.example";
    private static final String ELSEWHERE = "http://elsewhere.example";

    private final Running any = new Running();
    private final Running strict = new Running(Running.settings(0, 10, HERE), Optional.empty());

    @AfterEach
    void stop() {
        any.close();
        strict.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/telemetry, POST, qos-level",
        "/telemetry/my-tenant/my-device, PUT, hono-ttd",
        "/event, POST, hono-ttd",
        "/event/my-tenant/my-device, PUT, hono-ttd",
        "/command/res/request, POST, hono-cmd-status",
        "/command/res/my-tenant/my-device/request, PUT, hono-cmd-status",
    })
    void browsersMayAskFirst(String path, String method, String header) throws Exception {
        HttpResponse<String> preflight = preflight(any, path, method, HERE);
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .contains("*");
        assertThat(preflight.headers().firstValue("access-control-allow-methods"))
                .contains(method);
        assertThat(preflight
                        .headers()
                        .firstValue("access-control-allow-headers")
                        .orElseThrow())
                .contains("authorization", "content-type", header);
        assertThat(preflight.headers().firstValue("vary")).isEmpty();
    }

    @Test
    void pagesMaySeeAnswersAndTheirCommands() throws Exception {
        any.city.register("lamp");
        for (String id : new String[] {"lamp", "nobody"}) {
            HttpResponse<String> answer = any.post(id, "/event", "x", "Origin", HERE);
            assertThat(answer.headers().firstValue("access-control-allow-origin"))
                    .contains("*");
            assertThat(answer.headers()
                            .firstValue("access-control-expose-headers")
                            .orElseThrow())
                    .contains("hono-command", "hono-cmd-req-id", "hono-cmd-target-device");
        }
    }

    @Test
    void onlyPagesOfTheAllowedOriginMaySend() throws Exception {
        strict.city.register("lamp");
        assertThat(preflight(strict, "/event", "POST", HERE).headers().firstValue("access-control-allow-origin"))
                .contains(HERE);
        HttpResponse<String> refused = preflight(strict, "/event", "POST", ELSEWHERE);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(strict.post("lamp", "/event", "x", "Origin", ELSEWHERE).statusCode())
                .isEqualTo(403);
        assertThat(strict.city.messages).isEmpty();
        assertThat(strict.post("lamp", "/event", "x", "Origin", HERE).statusCode())
                .isEqualTo(202);
    }

    @Test
    void cachesAreToldThatTheOriginMatters() throws Exception {
        strict.city.register("lamp");
        assertThat(strict.post("lamp", "/event", "x").headers().firstValue("vary"))
                .contains("origin");
        assertThat(preflight(strict, "/event", "POST", HERE).headers().firstValue("vary"))
                .contains("origin");
    }

    private static HttpResponse<String> preflight(Running endpoint, String path, String method, String origin)
            throws Exception {
        return endpoint.send(
                Running.with(endpoint.anonymous(path), "Origin", origin, "Access-Control-Request-Method", method)
                        .method("OPTIONS", BodyPublishers.noBody()));
    }
}
