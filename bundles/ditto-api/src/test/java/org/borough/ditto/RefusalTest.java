// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(new ScriptedEngine(), TestServer.SETTINGS);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/2/policies, 405, gateway:method.notallowed",
        "PUT, /api/2/things, 405, gateway:method.notallowed",
        "DELETE, /api/2/things/city:lamp/policyId, 405, gateway:method.notallowed",
        "PATCH, /api/2/policies/city:lamp, 405, gateway:method.notallowed",
        "HEAD, /api/2/things/city:lamp, 405, ",
        "POST, /api/2/whoami, 405, gateway:method.notallowed",
        "GET, /api/2/nowhere, 404, gateway:resource.notfound",
        "GET, /api/2/things/city:lamp/nowhere, 404, gateway:resource.notfound",
        "GET, /api/2/search/policies, 404, gateway:resource.notfound",
        "GET, /api/1/things, 404, api.version.notsupported",
        "GET, /api/2/things/no%20namespace%2Fslash, 400, things:id.invalid",
        "GET, /api/2/policies/city:a%2Fb, 400, policies:id.invalid",
        "GET, /api/2/things/city:lamp?fields=attributes(, 400, json.fieldselector.invalid",
        "GET, /api/2/things/city:lamp/attributes//a, 400, json.pointer.invalid",
        "GET, /api/2/things/city:lamp?timeout=never, 400, timeout.invalid",
    })
    void a_request_that_means_nothing_is_refused(String method, String path, int status, String code) {
        HttpResponse<String> answer =
                server.send(server.request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (code != null) {
            assertThat(JsonObject.of(answer.body()).getValue("error")).contains(JsonValue.of(code));
            assertThat(JsonObject.of(answer.body()).getValue("status")).contains(JsonValue.of(status));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/2/things/city:lamp/attributes/a|{\"a\":|400|json.invalid",
                "/api/2/things/city:lamp/attributes/a||400|json.invalid",
                "/api/2/things/city:lamp|[1]|400|json.invalid",
                "/api/2/things/city:lamp|{\"thingId\":\"city:other\"}|400|things:id.notsettable",
                "/api/2/things/city:lamp/definition|\"no definition\"|400|things:definition.identifier.invalid",
                "/api/2/things/city:lamp|{\"_policy\":5}|400|json.invalid",
                "/api/2/things/city:lamp/features|{\"x\":5}|400|json.invalid",
                "/api/2/things/city:lamp/policyId|5|400|policies:id.invalid",
                "/api/2/policies/city:lamp/entries/x/subjects/y|{\"type\":\"z\"}|400|policies:subjectid.invalid",
                "/api/2/policies/city:lamp/entries/x/resources/nope|{\"grant\":[],\"revoke\":[]}|400|json.invalid",
                "/api/2/things/city:lamp/definition|5|400|json.invalid",
                "/api/2/policies/city:lamp|{\"policyId\":\"city:other\"}|400|policies:id.notsettable",
                "/api/2/policies/city:lamp/entries/x|{\"subjects\":{}}|400|json.field.missing",
            })
    void a_body_that_means_nothing_is_refused(String path, String body, int status, String code) {
        HttpResponse<String> answer = server.put(path, body == null ? "" : body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JsonObject.of(answer.body()).getValue("error")).contains(JsonValue.of(code));
    }

    @Test
    void a_body_of_a_wrong_media_type_is_refused() {
        HttpResponse<String> patch = server.send(server.request("/api/2/things/city:lamp")
                .header("content-type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{}")));
        HttpResponse<String> put = server.send(server.request("/api/2/things/city:lamp")
                .header("content-type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(patch.statusCode()).isEqualTo(415);
        assertThat(patch.body()).contains("\"error\":\"mediatype.unsupported\"", "rfc7396");
        assertThat(put.statusCode()).isEqualTo(415);
        assertThat(put.body())
                .contains("\"error\":\"mediatype.unsupported\"", "application/json", "application/octet-stream");
    }

    @Test
    void a_thing_that_is_too_large_is_refused() {
        String thing = "{\"attributes\":{\"a\":\"" + "x".repeat(103_000) + "\"}}";
        String huge = "{\"attributes\":{\"a\":\"" + "x".repeat(1_000_000) + "\"}}";

        HttpResponse<String> answer = server.put("/api/2/things/city:lamp", thing);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"error\":\"things:thing.toolarge\"");
        assertThat(server.put("/api/2/things/city:lamp", huge).statusCode()).isEqualTo(413);
        assertThat(server.put("/api/2/policies/city:lamp", thing).body()).contains("policies:policy.toolarge");
    }

    @Test
    void headers_that_are_too_large_are_refused() {
        HttpResponse<String> answer = server.get("/api/2/things/city:lamp", "x-long", "x".repeat(5_200));

        assertThat(answer.statusCode()).isEqualTo(431);
        assertThat(answer.body()).contains("\"error\":\"headers.too.large\"");
    }

    @Test
    void a_header_that_is_given_twice_is_refused() {
        HttpResponse<String> twice = server.send(server.request("/api/2/things/city:lamp")
                .header("correlation-id", "a")
                .header("correlation-id", "b"));
        HttpResponse<String> diverging = server.get("/api/2/things/city:lamp?correlation-id=a", "correlation-id", "b");

        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(twice.body()).contains("\"error\":\"gateway:duplicate.header.field\"");
        assertThat(diverging.statusCode()).isEqualTo(400);
        assertThat(diverging.body()).contains("divergent values");
    }
}
