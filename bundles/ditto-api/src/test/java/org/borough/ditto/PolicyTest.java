// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.UUID;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Policies over HTTP with the real engine. */
class PolicyTest {

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
    void a_policy_is_made_read_and_deleted() {
        HttpResponse<String> created = putPolicy(url, "");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "location")).endsWith(url);
        JsonObject body = JsonObject.of(server.get(url).body());
        assertThat(body.getKeys())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("policyId", "imports", "entries");
        assertThat(JsonObject.of(server.get(url + "?fields=_revision,policyId").body()))
                .isEqualTo(JsonObject.of("{\"_revision\":1,\"policyId\":\"%s\"}".formatted(id)));
        assertThat(server.delete(url).statusCode()).isEqualTo(204);
        assertRefused(server.get(url), 404, "policies:policy.notfound");
        assertRefused(server.delete(url), 404, "policies:policy.notfound");
        assertRefused(server.get("/api/2/policies"), 405, "gateway:method.notallowed");
    }

    @Test
    void a_policy_with_a_generated_id_is_found_where_its_location_says() {
        HttpResponse<String> created = server.post("/api/2/policies", "{\"entries\":{" + OWNER + "}}");
        assertThat(created.statusCode()).isEqualTo(201);
        String where = header(created, "location");
        assertThat(server.get(where.substring(where.indexOf("/api"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void nobody_makes_a_policy_that_he_could_not_change() {
        HttpResponse<String> refused = server.put(
                url,
                "{\"entries\":{\"reader\":{\"subjects\":{\"borough:admin\":{\"type\":\"t\"}},\"resources\":{\"policy:/\":"
                        + "{\"grant\":[\"READ\"],\"revoke\":[]}}}}}");
        assertRefused(refused, 403, "policies:policy.notcreatable");
        assertRefused(server.get(url), 404, "policies:policy.notfound");
        assertThat(server.put(
                                url + "?allow-policy-lockout=true",
                                "{\"entries\":{\"reader\":{\"subjects\":{\"borough:admin\":{\"type\":\"t\"}},"
                                        + "\"resources\":{\"policy:/\":{\"grant\":[\"READ\"],\"revoke\":[]}}}}}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void the_last_entry_with_an_owner_stays() {
        putPolicy(url, "");
        assertRefused(server.delete(url + "/entries/owner"), 403, "policies:entry.modificationinvalid");
        HttpResponse<String> refused =
                server.put(url + "/entries/owner/resources/policy:%2F", "{\"grant\":[\"READ\"],\"revoke\":[]}");
        assertRefused(refused, 403, "policies:entry.modificationinvalid");
        assertThat(JsonObject.of(refused.body())
                        .getValue("description")
                        .orElseThrow()
                        .asString())
                .contains("permanent Subject");
    }

    @Test
    void too_large_a_policy_is_refused() {
        String many = "x".repeat(200);
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            entries.append(",\"e%d\":{\"subjects\":{\"a:%s\":{\"type\":\"t\"}},\"resources\":{}}".formatted(i, many));
        }
        assertRefused(putPolicy(url, entries.toString()), 413, "policies:policy.toolarge");
        assertRefused(server.get(url), 404, "policies:policy.notfound");
    }

    @Test
    void a_placeholder_stands_for_the_caller() {
        for (String name : new String[] {"{{ request:subjectId }}", "${request.subjectId}"}) {
            String place = url + UUID.randomUUID();
            HttpResponse<String> created =
                    server.put(place, "{\"entries\":{" + OWNER.replace("borough:admin", name) + "}}");
            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(server.get(place + "/entries/owner/subjects").body()).contains("borough:admin");
        }
        for (String unknown : new String[] {"{{ unknown }}", "${unknown}"}) {
            assertRefused(
                    server.put(url, "{\"entries\":{" + OWNER.replace("borough:admin", unknown) + "}}"),
                    400,
                    "placeholder:placeholder.notresolvable");
        }
    }

    @Test
    void entries_are_made_changed_and_deleted() {
        putPolicy(url, "");
        String entry =
                "{\"subjects\":{\"a:b\":{\"type\":\"t\"}},\"resources\":{\"thing:/\":{\"grant\":[\"READ\"],\"revoke\":[]}}}";
        HttpResponse<String> created = server.put(url + "/entries/one", entry);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "location")).endsWith(url + "/entries/one");
        assertThat(server.put(url + "/entries/one", entry.replace("READ", "WRITE"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.get(url + "/entries/one").body()).contains("WRITE");
        assertThat(server.delete(url + "/entries/one").statusCode()).isEqualTo(204);
        assertRefused(server.get(url + "/entries/one"), 404, "policies:entry.notfound");
        assertRefused(server.delete(url + "/entries/one"), 404, "policies:entry.notfound");
        assertRefused(server.get(url + "/entries/one/subjects"), 404, "policies:entry.notfound");
        assertRefused(server.put(url + "/entries/one/subjects", "{}"), 404, "policies:entry.notfound");
        assertThat(server.put(url + "/entries", "{" + OWNER + "}").statusCode()).isEqualTo(204);
        assertThat(server.get(url + "/entries/owner/resources").statusCode()).isEqualTo(200);
        assertThat(server.put(
                                url + "/entries/owner/resources",
                                "{\"policy:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}}")
                        .statusCode())
                .isEqualTo(204);
        assertRefused(server.get(url + "/entries/owner/resources/thing:%2Fx"), 404, "policies:resource.notfound");
        assertThat(server.put(url + "/entries/owner/resources/thing:%2Fx", "{\"grant\":[],\"revoke\":[]}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(server.delete(url + "/entries/owner/resources/thing:%2Fx").statusCode())
                .isEqualTo(204);
    }

    @Test
    void conditions_on_every_part_are_obeyed() {
        putPolicy(url, "");
        conditional(url + "/entries/new", entry("READ"), entry("WRITE"));
        conditional(url + "/entries/owner/subjects/a:b", "{\"type\":\"one\"}", "{\"type\":\"two\"}");
        conditional(
                url + "/entries/owner/resources/thing:/attributes",
                "{\"grant\":[\"READ\"],\"revoke\":[]}",
                "{\"grant\":[\"WRITE\"],\"revoke\":[]}");
        always(url + "/entries", "{" + OWNER + ",\"more\":" + entry("READ") + "}");
        always(url + "/entries/owner/subjects", "{\"borough:admin\":{\"type\":\"other\"}}");
        always(
                url + "/entries/owner/resources",
                "{\"policy:/\":{\"grant\":[\"READ\",\"WRITE\",\"EXECUTE\"],\"revoke\":[]}}");
        assertRefused(server.get(url, "If-Match", "wrong"), 400, "header.invalid");
        assertRefused(
                server.put(url + "x", "{\"entries\":{" + OWNER + "}}", "If-Match", "*"),
                412,
                "policies:precondition.failed");
    }

    private static String entry(String permission) {
        return "{\"subjects\":{\"a:b\":{\"type\":\"t\"}},\"resources\":{\"thing:/\":{\"grant\":[\"%s\"],\"revoke\":[]}}}"
                .formatted(permission);
    }

    /** A part that can be made, changed and deleted. */
    private static void conditional(String part, String one, String two) {
        assertThat(server.get(part, "If-None-Match", "*").statusCode()).isEqualTo(404);
        assertThat(server.get(part, "If-Match", "*").statusCode()).isEqualTo(404);
        HttpResponse<String> absent = server.put(part, two, "If-Match", "*");
        assertRefused(absent, 412, "policies:precondition.failed");
        assertThat(header(absent, "etag")).isNull();
        assertThat(absent.body()).contains("If-Match");
        HttpResponse<String> created = server.put(part, one, "If-None-Match", "*");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "etag")).isNotNull().isEqualTo(header(server.get(part), "etag"));
        always(part, two);
        HttpResponse<String> kept = server.delete(part, "If-Match", "\"other\"");
        assertRefused(kept, 412, "policies:precondition.failed");
        HttpResponse<String> gone = server.delete(part, "If-Match", header(server.get(part), "etag"));
        assertThat(gone.statusCode()).isEqualTo(204);
        assertThat(header(gone, "etag")).isNull();
    }

    /** A part that is there. */
    private static void always(String part, String two) {
        String tag = header(server.get(part), "etag");
        assertThat(tag).isNotNull();
        assertThat(server.get(part, "If-Match", tag).statusCode()).isEqualTo(200);
        HttpResponse<String> failed = server.get(part, "If-Match", "\"other\"");
        assertRefused(failed, 412, "policies:precondition.failed");
        assertThat(header(failed, "etag")).isEqualTo(tag);
        for (String same : new String[] {tag, "*"}) {
            HttpResponse<String> unmodified = server.get(part, "If-None-Match", same);
            assertThat(unmodified.statusCode()).isEqualTo(304);
            assertThat(unmodified.body()).isEmpty();
            assertThat(header(unmodified, "etag")).isEqualTo(tag);
            HttpResponse<String> refused = server.put(part, two, "If-None-Match", same);
            assertRefused(refused, 412, "policies:precondition.failed");
            assertThat(refused.body()).contains("If-None-Match");
        }
        assertRefused(server.put(part, two, "If-Match", "\"other\""), 412, "policies:precondition.failed");
        HttpResponse<String> changed = server.put(part, two, "If-Match", tag);
        assertThat(changed.statusCode()).isEqualTo(204);
        assertThat(header(changed, "etag")).isNotNull().isNotEqualTo(tag).isEqualTo(header(server.get(part), "etag"));
        HttpResponse<String> equal = server.put(part, two, "if-equal", "skip");
        assertRefused(equal, 412, "policies:precondition.failed");
    }

    @Test
    void imports_are_made_changed_and_deleted_by_whoever_may_read_what_he_imports() {
        String imported = "city:" + UUID.randomUUID();
        putPolicy(url, "");
        putPolicy(
                "/api/2/policies/" + imported, importable("IMPLICIT", "implicit") + importable("explicit", "explicit"));
        assertThat(server.get(url + "/imports").body()).isEqualTo("{}");
        String explicit = "{\"entries\":[\"explicit\"]}";
        assertThat(server.put(url + "/imports/" + imported, explicit).statusCode())
                .isEqualTo(201);
        assertThat(server.get(url + "/imports/" + imported).body()).isEqualTo(explicit);
        assertThat(server.put(url + "/imports/" + imported, "{\"entries\":[]}").statusCode())
                .isEqualTo(204);
        assertRefused(server.get(url + "/imports/city:none"), 404, "policies:import.notfound");
        assertThat(server.delete(url + "/imports/" + imported).statusCode()).isEqualTo(204);
        assertRefused(server.get(url + "/imports/" + imported), 404, "policies:import.notfound");
        assertThat(server.put(url + "/imports", "{\"%s\":%s}".formatted(imported, explicit))
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.get(url + "/imports").body()).isEqualTo("{\"%s\":%s}".formatted(imported, explicit));
        assertThat(server.put(url + "/imports", "{}").statusCode()).isEqualTo(204);
        assertThat(server.get(url + "/imports").body()).isEqualTo("{}");
    }

    @Test
    void imports_of_itself_of_the_unreadable_and_of_too_many_are_refused() {
        putPolicy(url, "");
        String self = "{\"%s\":{\"entries\":[\"owner\"]}}".formatted(id);
        assertRefused(server.put(url + "/imports", self), 400, "policies:import.invalid");
        assertRefused(server.put(url + "/imports/" + id, "{}"), 400, "policies:import.invalid");
        assertRefused(
                server.put(url, "{\"imports\":%s,\"entries\":{%s}}".formatted(self, OWNER)),
                400,
                "policies:import.invalid");

        String hidden = "city:" + UUID.randomUUID();
        server.send(server.request("/api/2/policies/" + hidden)
                .setHeader("x-subjects", "borough:other")
                .header("content-type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        "{\"entries\":{" + OWNER.replace("borough:admin", "borough:other") + "}}")));
        assertRefused(server.put(url + "/imports/" + hidden, "{}"), 404, "policies:policy.notfound");
        assertRefused(server.put(url + "/imports", "{\"%s\":{}}".formatted(hidden)), 404, "policies:policy.notfound");
        assertRefused(server.put(url + "/imports/city:none", "{}"), 404, "policies:policy.notfound");

        StringBuilder eleven = new StringBuilder("{");
        for (int i = 0; i < 11; i++) {
            String other = "city:many-" + i;
            putPolicy("/api/2/policies/" + other, "");
            eleven.append(i == 0 ? "" : ",").append("\"%s\":{}".formatted(other));
        }
        assertRefused(server.put(url + "/imports", eleven.append('}').toString()), 400, "policies:imports.toolarge");
    }

    @Test
    void a_thing_may_have_a_policy_that_only_imports() {
        for (String[] row : new String[][] {
            {"implicit", "", "201"}, {"never", "", "403"}, {"explicit", "", "403"}, {"explicit", "\"shared\"", "201"}
        }) {
            String shared = "city:" + UUID.randomUUID();
            putPolicy(
                    "/api/2/policies/" + shared,
                    ",\"shared\":{\"importable\":\"%s\",\"subjects\":{\"borough:admin\":{\"type\":\"t\"}},\"resources\":{\"thing:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]},\"policy:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}}}"
                            .formatted(row[0]));
            server.put(
                    "/api/2/policies/" + shared + "/entries/owner",
                    OWNER.substring(OWNER.indexOf(':') + 1).replaceFirst("\\{", "{\"importable\":\"never\","));
            HttpResponse<String> created = server.post(
                    "/api/2/things",
                    "{\"_policy\":{\"imports\":{\"%s\":{\"entries\":[%s]}},\"entries\":{}}}".formatted(shared, row[1]));
            assertThat(created.statusCode())
                    .as(row[0] + row[1] + created.body())
                    .isEqualTo(Integer.parseInt(row[2]));
            if (created.statusCode() == 403) {
                assertThat(error(created)).isEqualTo(JsonValue.of("things:thing.notcreatable"));
                continue;
            }
            String thing = "/api/2/things/"
                    + JsonObject.of(created.body())
                            .getValue("thingId")
                            .orElseThrow()
                            .asString();
            assertThat(server.get(thing).statusCode()).isEqualTo(200);
            server.put(
                    "/api/2/policies/" + shared + "/entries/shared",
                    "{\"importable\":\"never\",\"subjects\":{},\"resources\":{}}");
            assertThat(server.get(thing).statusCode()).isEqualTo(404);
        }
    }

    private static String importable(String type, String label) {
        return ",\"%s\":{\"importable\":\"%s\",\"subjects\":{\"a:b\":{\"type\":\"t\"}},\"resources\":{}}"
                .formatted(label, type.toLowerCase(Locale.ROOT));
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
