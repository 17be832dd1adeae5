// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tools that manage the registry of a Hono rely on. */
@ExtendWith(HonoCity.Extension.class)
class HonoRegistryIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aRegistryWhoseLastTenantIsGoneFindsNone(HonoCity hono) {
        try (HonoTenant tenant = hono.tenant("")) {
            tenant.call(200, "GET", "/v1/tenants?pageSize=30&pageOffset=0", "");
        }
        HttpResponse<String> none = hono.city().get("/v1/tenants?pageSize=30&pageOffset=0");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).startsWith("{\"error\":\"");
    }

    @Test
    void aDeviceHasAVersionAndAHistory(HonoCity hono) throws Exception {
        try (HonoTenant tenant = hono.tenant("")) {
            String path = "/v1/devices/" + tenant.id() + "/";
            HttpResponse<String> made = tenant.call(201, "POST", path, "{\"ext\":{\"key\":\"a\"}}");
            String device = made.headers().firstValue("location").orElseThrow();
            assertThat(device).startsWith(path);
            String version = made.headers().firstValue("etag").orElseThrow();
            tenant.call(409, "POST", device, "");
            HttpResponse<String> read = tenant.call(200, "GET", device, "");
            assertThat(read.headers().firstValue("etag")).contains(version);
            JsonNode before = JSON.readTree(read.body());
            assertThat(before.at("/ext/key").asText()).isEqualTo("a");
            assertThat(before.at("/status/updated").isMissingNode()).isTrue();
            HttpResponse<String> changed = tenant.call(204, "PUT", device, "{\"enabled\":false}");
            assertThat(changed.headers().firstValue("etag")).isPresent().isNotEqualTo(version);
            JsonNode after = JSON.readTree(tenant.call(200, "GET", device, "").body());
            assertThat(after.has("ext")).isFalse();
            assertThat(after.at("/enabled").asBoolean(true)).isFalse();
            assertThat(after.at("/status/created")).isEqualTo(before.at("/status/created"));
            assertThat(after.at("/status/updated").isMissingNode()).isFalse();
            tenant.call(204, "DELETE", device, "");
            tenant.call(404, "GET", device, "");
            tenant.call(404, "GET", device.replace("/devices/", "/credentials/"), "");
        }
    }

    @Test
    void aSearchFiltersSortsAndTurnsPages(HonoCity hono) throws Exception {
        try (HonoTenant tenant = hono.tenant("")) {
            String one = tenant.register("{\"enabled\":false,\"ext\":{\"id\":\"$id:1\"}}");
            String two = tenant.register("{\"enabled\":true,\"ext\":{\"id\":\"$id:2\"}}");
            String all = "/v1/devices/" + tenant.id();
            String filter = parameter("filterJson", "{\"field\":\"/ext/id\",\"op\":\"eq\",\"value\":\"$id?2\"}");
            assertThat(found(tenant, all + "?" + filter)).isEqualTo("1 " + two);
            String sort = parameter("sortJson", "{\"field\":\"/ext/id\",\"direction\":\"desc\"}");
            assertThat(found(tenant, all + "?" + sort)).isEqualTo("2 " + two + " " + one);
            assertThat(found(tenant, all + "?pageSize=1&pageOffset=1&" + sort)).isEqualTo("2 " + one);
            String off = parameter("filterJson", "{\"field\":\"/enabled\",\"op\":\"eq\",\"value\":false}");
            tenant.call(404, "GET", all + "?" + filter + "&" + off, "");
            tenant.call(400, "GET", all + "?pageSize=-100", "");
            tenant.call(400, "GET", all + "?" + parameter("sortJson", "no JSON"), "");
        }
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String found(HonoTenant tenant, String search) throws Exception {
        JsonNode answer = JSON.readTree(tenant.call(200, "GET", search, "").body());
        StringBuilder found = new StringBuilder(answer.get("total").asText());
        answer.get("result")
                .forEach(device -> found.append(' ').append(device.get("id").asText()));
        return found.toString();
    }

    @Test
    void credentialsAreUpdatedAndNeverShowTheirSecrets(HonoCity hono) throws Exception {
        try (HonoTenant tenant = hono.tenant("")) {
            String device = tenant.device("");
            String path = "/v1/credentials/" + tenant.id() + "/" + device;
            JsonNode secret =
                    JSON.readTree(tenant.call(200, "GET", path, "").body()).at("/0/secrets/0");
            assertThat(secret.fieldNames()).toIterable().containsExactly("id");
            String both = "[{\"type\":\"hashed-password\",\"auth-id\":\"" + device + "\",\"secrets\":[{\"id\":\""
                    + secret.get("id").asText() + "\",\"comment\":\"kept\"},{\"pwd-plain\":\"another\"}]}]";
            tenant.call(204, "PUT", path, both);
            for (String password : new String[] {HonoTenant.PASSWORD, "another"}) {
                assertThat(tenant.sendWith(password, device, "POST", "/telemetry", "x")
                                .statusCode())
                        .isEqualTo(202);
            }
            assertThat(tenant.call(200, "GET", path, "").body()).contains("\"comment\":\"kept\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | devices/TENANT/new                          | {\"unexpected\":1}           | 400",
                "POST | devices/TENANT/%20with%20blanks             | ''                           | 400",
                "POST | devices/non-existing/new                    | {}                           | 404",
                "POST | devices/TENANT/new                          | LARGE                        | 413",
                "PUT  | devices/TENANT/nobody                       | {}                           | 404",
                "PUT  | tenants/non-existing                        | {}                           | 404",
                "PUT  | tenants/TENANT                              | {\"adapters\":[]}            | 400",
                "PUT  | credentials/TENANT/nobody                   | []                           | 404",
                "PUT  | credentials/TENANT/DEVICE                   | [{\"auth-id\":\"no-type\"}]  | 400",
            })
    void aBadRequestIsRefusedWithAReason(String method, String path, String body, int status, HonoCity hono) {
        try (HonoTenant tenant = hono.tenant("")) {
            String place = path.replace("TENANT", tenant.id()).replace("DEVICE", tenant.register(""));
            String sent = body.equals("LARGE") ? "{\"ext\":{\"data\":\"" + "x".repeat(3000) + "\"}}" : body;
            assertThat(tenant.call(status, method, "/v1/" + place, sent).body()).startsWith("{\"error\":\"");
        }
    }

    @Test
    void aPageInABrowserMayAskBeforeItLogsIn(HonoCity hono) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + hono.city().ports().api() + "/v1/devices/tenant/device");
        HttpRequest preflight = HttpRequest.newBuilder(uri)
                .header("Origin", "http://city.example")
                .header("Access-Control-Request-Method", "PUT")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<Void> answer = HttpClient.newHttpClient().send(preflight, HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(answer.headers().firstValue("access-control-allow-methods").orElseThrow())
                .contains("PUT", "DELETE");
        assertThat(answer.headers().firstValue("access-control-allow-headers").orElseThrow())
                .contains("authorization", "content-type", "if-match");
    }
}
