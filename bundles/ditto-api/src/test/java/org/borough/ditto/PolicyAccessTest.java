// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What policies let callers do and know: tokens, checks of permissions, explanations. */
class PolicyAccessTest {

    private static final String OWNER =
            "\"owner\":{\"subjects\":{\"borough:admin\":{\"type\":\"user\"}},\"resources\":{\"policy:/\":"
                    + "{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}}}";

    private static TwinComponent twins;
    private static TestServer server;

    private final String id = "city:" + UUID.randomUUID();
    private final String url = "/api/2/policies/" + id;

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = new TestServer(twins, TestServer.SETTINGS);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        twins.close();
    }

    @Test
    void the_bearer_of_a_token_puts_it_into_the_entries_that_let_him() {
        putPolicy(url, execute());
        String token = token("user2", "[\"scope\"]", Instant.now().plusSeconds(900));
        HttpResponse<String> activated =
                act("actions/activateTokenIntegration", token, "{\"announcement\":{\"beforeExpiry\":\"7s\"}}");
        assertThat(activated.statusCode()).as(activated.body()).isEqualTo(204);
        assertThat(activated.body()).isEmpty();
        JsonObject subjects =
                JsonObject.of(server.get(url + "/entries/activate/subjects").body());
        JsonObject added = subjects.getValue(JsonPointer.of("integration:user2:scope"))
                .orElseThrow()
                .asObject();
        assertThat(Instant.parse(added.getValue("expiry").orElseThrow().asString()))
                .isAfter(Instant.now());
        assertThat(added.getValue("announcement/beforeExpiry")).contains(JsonValue.of("60s"));
        assertThat(act("actions/deactivateTokenIntegration", token, "").statusCode())
                .isEqualTo(204);
        assertThat(server.get(url + "/entries/activate/subjects").body()).doesNotContain("integration");

        assertThat(act("entries/activate/actions/activateTokenIntegration", token, "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.get(url + "/entries/activate/subjects").body()).contains("integration:user2:scope");
        assertThat(act("entries/activate/actions/deactivateTokenIntegration", token, "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void actions_need_a_token_and_leave_to_execute() {
        putPolicy(url, execute());
        String token = token("user2", "\"scope\"", Instant.now().plusSeconds(900));
        assertThat(server.post(url + "/actions/activateTokenIntegration", "").statusCode())
                .isEqualTo(400);
        HttpResponse<String> stranger = server.send(server.request(url + "/actions/activateTokenIntegration")
                .setHeader("x-subjects", "borough:nobody")
                .header("x-jwt", token)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertRefused(stranger, 403, "policies:action.failed");
        assertRefused(act("entries/closed/actions/activateTokenIntegration", token, ""), 403, "policies:action.failed");
        assertRefused(
                act("entries/owner/actions/deactivateTokenIntegration", token, ""), 403, "policies:action.failed");
        assertRefused(act("actions/other", token, ""), 404, "gateway:resource.notfound");
        server.delete(url + "/entries/activate");
        assertRefused(act("actions/activateTokenIntegration", token, ""), 403, "policies:action.failed");
        assertThat(act("entries/activate/actions/activateTokenIntegration", token, "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.get(url + "/actions/activateTokenIntegration").statusCode())
                .isEqualTo(405);
    }

    @Test
    void permissions_are_checked_many_at_once() {
        server.put(
                "/api/2/things/" + id,
                "{\"_policy\":{\"entries\":{\"all\":{\"subjects\":{\"borough:admin\":{\"type\":\"t\"}},\"resources\":{\"thing:/\":{\"grant\":[\"WRITE\"],\"revoke\":[]},\"policy:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]},\"message:/\":{\"grant\":[\"WRITE\"],\"revoke\":[]}}}}}}");
        String body = "{%s,%s,%s,%s,%s}"
                .formatted(
                        check("writer", "thing:/features/lamp/properties/on", id, "WRITE"),
                        check("reader", "thing:/features/lamp/properties/on", id, "READ"),
                        check("sender", "message:/features/lamp/inbox/messages/toggle", id, "WRITE"),
                        check("policy", "policy:/", id, "READ"),
                        check("none", "policy:/", "city:none", "READ"));
        HttpResponse<String> answer = server.post("/api/2/checkPermissions", body);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JsonObject.of(answer.body()))
                .isEqualTo(JsonObject.of(
                        "{\"writer\":true,\"reader\":false,\"sender\":true,\"policy\":true,\"none\":false}"));
        for (String bad : new String[] {
            "{" + check("id", "policy:/", "no-namespace", "READ") + "}",
            "{" + check("id", "thing:/", "no-namespace", "READ") + "}",
            "{" + check("id", "foo:/bar", "city:a", "READ") + "}",
            "{\"a\":1}",
            "{\"a\":{}}",
            "[]",
            "nonsense"
        }) {
            assertThat(server.post("/api/2/checkPermissions", bad).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(server.get("/api/2/checkPermissions").statusCode()).isEqualTo(405);
    }

    @Test
    void a_caller_learns_who_he_is() {
        HttpResponse<String> answer =
                server.send(server.request("/api/2/whoami").setHeader("x-subjects", "a:b,c:d"));
        assertThat(JsonObject.of(answer.body()))
                .isEqualTo(JsonObject.of("{\"defaultSubject\":\"a:b\",\"subjects\":[\"a:b\",\"c:d\"]}"));
        assertThat(server.delete("/api/2/whoami").statusCode()).isEqualTo(405);
    }

    @Test
    void whoever_may_read_the_policy_learns_why_somebody_may_see_a_thing() {
        String thing = "/api/2/things/" + id;
        server.put(thing, "{\"attributes\":{\"a\":1}}");
        server.put(
                url + "/entries/guests",
                "{\"subjects\":{\"a:guest\":{\"type\":\"t\"}},\"resources\":{\"thing:/\":{\"grant\":[\"READ\"],\"revoke\":[]},\"thing:/attributes\":{\"grant\":[],\"revoke\":[\"READ\"]}}}");

        JsonObject why = JsonObject.of(
                server.get(thing + "/access?subject=a:guest&path=/attributes/a").body());
        assertThat(why.getValue("decision")).contains(JsonValue.of("denied"));
        assertThat(why.getValue("because")
                        .orElseThrow()
                        .asArray()
                        .get(0)
                        .orElseThrow()
                        .asObject())
                .isEqualTo(JsonObject.of(
                        "{\"policyId\":\"%s\",\"imported\":false,\"label\":\"guests\",\"subject\":\"a:guest\",\"resource\":\"thing:/attributes\",\"grant\":[],\"revoke\":[\"READ\"]}"
                                .formatted(id)));
        assertThat(why.getValue("overruled").orElseThrow().asArray().getSize()).isEqualTo(1);
        assertThat(server.get(thing + "/access?subject=a:guest").body()).contains("\"partly\"");
        assertThat(server.get(thing + "/access?subject=a:guest&path=/features&permission=WRITE")
                        .body())
                .contains("\"denied\"");

        JsonObject all = JsonObject.of(server.get(thing + "/access").body());
        assertThat(all.getValue("subjects").orElseThrow().asArray().getSize()).isEqualTo(2);
        assertThat(all.toString())
                .contains("{\"resource\":\"thing:/attributes\",\"permission\":\"READ\",\"given\":false}");
    }

    @Test
    void nobody_else_learns_anything_of_a_things_access() {
        String thing = "/api/2/things/" + id;
        server.put(thing, "{\"attributes\":{\"a\":1}}");
        server.put(
                url + "/entries/guests",
                "{\"subjects\":{\"a:guest\":{\"type\":\"t\"}},\"resources\":{\"thing:/\":{\"grant\":[\"READ\"],\"revoke\":[]}}}");
        assertRefused(
                server.send(server.request(thing + "/access").setHeader("x-subjects", "a:guest")),
                404,
                "policies:policy.notfound");
        assertRefused(
                server.send(server.request(thing + "/access").setHeader("x-subjects", "a:stranger")),
                404,
                "things:thing.notfound");
        assertRefused(server.get("/api/2/things/city:none/access"), 404, "things:thing.notfound");
    }

    private static String check(String name, String resource, String entity, String permission) {
        return "\"%s\":{\"resource\":\"%s\",\"entityId\":\"%s\",\"hasPermissions\":[\"%s\"]}"
                .formatted(name, resource, entity, permission);
    }

    private static String execute() {
        String user = "{\"subjects\":{\"ditto:user2\":{\"type\":\"t\"}},\"resources\":{%s}}";
        return ",\"execute\":" + user.formatted("\"policy:/entries/activate\":{\"grant\":[\"EXECUTE\"],\"revoke\":[]}")
                + ",\"activate\":" + user.formatted("\"thing:/\":{\"grant\":[\"READ\"],\"revoke\":[]}")
                + ",\"closed\":{\"subjects\":{},\"resources\":{\"thing:/\":{\"grant\":[\"READ\"],\"revoke\":[]}}}";
    }

    private HttpResponse<String> act(String action, String token, String body) {
        return server.send(server.request(url + "/" + action)
                .setHeader("x-subjects", "ditto:user2")
                .header("x-jwt", token)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String token(String subject, String audience, Instant end) {
        String claims = "{\"sub\":\"%s\",\"aud\":%s,\"exp\":%d}".formatted(subject, audience, end.getEpochSecond());
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".x";
    }

    private static HttpResponse<String> putPolicy(String place, String furtherEntries) {
        return server.put(place, "{\"entries\":{" + OWNER + furtherEntries + "}}");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    private static JsonValue error(HttpResponse<String> answer) {
        return JsonObject.of(answer.body()).getValue("error").orElseThrow();
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(error(answer)).isEqualTo(JsonValue.of(code));
    }
}
