// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation on things over HTTP, before the real engine: status, tags and bodies as a Ditto 3.8 gives them. */
class ThingOperationsTest {

    private static final String OTHER = "/api/2/things/ops:other";
    private static final String BODY =
            """
            {"attributes":{"maker":"ACME","a":{"b":1}},
             "features":{"Vehicle":{"properties":{"speed":90,"status":{"gear":5}}},
                         "Scanner":{"properties":{"speed":20.8}}}}""";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static TwinComponent twins;
    private static TestServer server;

    private final String id = "ops:car-" + NUMBER.incrementAndGet();
    private final String car = "/api/2/things/" + id;

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

    @BeforeEach
    void aCar() {
        assertThat(server.put(car, BODY).statusCode()).isEqualTo(201);
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("etag").orElse(null);
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(JsonObject.of(answer.body()).getValue("error")).contains(JsonValue.of(code));
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static HttpResponse<String> as(String subject, String method, String path, String body) {
        String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        return server.send(server.request(path)
                .setHeader("x-subjects", subject)
                .header("content-type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attributes|{\"x\":1}|{\"x\":2}",
                "attributes/n|1|2",
                "attributes/n/m/o|{\"p\":1}|null",
                "definition|\"a:b:1.0\"|\"a:b:2.0\"",
                "features|{\"f\":{}}|{\"g\":{\"properties\":{\"x\":1}}}",
                "features/new|{}|{\"properties\":{\"foo\":\"bar\"}}",
                "features/new|null|{\"desiredProperties\":null}",
                "features/Vehicle/definition|[\"a:b:1.0\"]|[\"a:b:1.0\",\"c:d:2\"]",
                "features/Vehicle/properties|{\"x\":1}|null",
                "features/Vehicle/properties/new|1|null",
                "features/Vehicle/properties/new/er|{\"x\":1}|\"text\"",
                "features/Vehicle/desiredProperties|{\"x\":1}|{}",
                "features/Vehicle/desiredProperties/new/er|[1,{\"x\":2}]|2.5",
            })
    void a_part_is_created_read_changed_merged_and_deleted(String part, String first, String second) {
        String path = car + "/" + part;
        server.delete(path);
        assertThat(server.get(path).statusCode()).isEqualTo(404);
        assertThat(server.delete(path).statusCode()).isEqualTo(404);

        HttpResponse<String> created = server.put(path, first, "If-None-Match", "*");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).isEqualTo(first);
        assertThat(created.headers().firstValue("location")).hasValue("http://127.0.0.1:" + server.port() + path);
        assertThat(server.get(path).body()).isEqualTo(first);
        assertThat(etag(server.get(path))).isEqualTo(etag(created));

        HttpResponse<String> changed = server.put(path, second, "If-Match", etag(created));
        assertThat(changed.statusCode()).isEqualTo(204);
        assertThat(changed.body()).isEmpty();
        assertThat(etag(changed)).isNotEqualTo(etag(created));
        assertThat(server.get(path).body()).isEqualTo(second);

        assertThat(server.put(path, first).statusCode()).isEqualTo(204);
        HttpResponse<String> merged = server.patch(path, "null", "If-Match", "*");
        assertThat(merged.statusCode()).isEqualTo(204);
        assertThat(etag(merged)).isNull();
        assertThat(server.get(path).statusCode()).isEqualTo(404);

        assertThat(server.put(path, first).statusCode()).isEqualTo(201);
        assertThat(server.delete(path).statusCode()).isEqualTo(204);
        assertThat(server.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/attributes", "/attributes/maker", "/features/Vehicle/properties/speed", "/policyId"})
    void entity_tags_guard_reads_and_writes(String part) {
        String path = car + part;
        String tag = etag(server.get(path));

        assertThat(server.get(path, "If-Match", tag).statusCode()).isEqualTo(200);
        assertThat(server.get(path, "If-Match", "\"x\", " + tag).statusCode()).isEqualTo(200);
        HttpResponse<String> other = server.get(path, "If-Match", "\"never\"");
        refused(other, 412, "things:precondition.failed");
        assertThat(etag(other)).isEqualTo(tag);
        assertThat(other.body()).containsIgnoringCase("if-match");
        for (String matching : new String[] {tag, "*", "\"x\"," + tag}) {
            HttpResponse<String> same = server.get(path, "If-None-Match", matching);
            assertThat(same.statusCode()).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(etag(same)).isEqualTo(tag);
        }
        assertThat(server.get(path, "If-None-Match", "\"never\"").statusCode()).isEqualTo(200);
        String body = part.isEmpty() || part.equals("/attributes") ? "{}" : "\"a:b\"";
        refused(server.put(path, body, "If-None-Match", "*"), 412, "things:precondition.failed");
        refused(server.get(path, "If-Match", "untagged"), 400, "header.invalid");
    }

    @Test
    void a_whole_thing_is_guarded_by_its_revision() {
        refused(server.put(car, "{}", "If-Match", "\"rev:7\""), 412, "things:precondition.failed");
        refused(server.put(OTHER + 9, "{}", "If-Match", "*"), 412, "things:precondition.failed");
        refused(server.delete(car, "If-Match", "\"rev:7\""), 412, "things:precondition.failed");
        HttpResponse<String> changed = server.put(car, "{}", "If-Match", etag(server.get(car)));
        assertThat(changed.statusCode()).isEqualTo(204);
        assertThat(etag(changed)).isEqualTo(etag(server.get(car)));
        assertThat(server.get(car + "?fields=_policy", "If-None-Match", "*").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?fields=attributes(maker)|{\"attributes\":{\"maker\":\"ACME\"}}",
                "?fields=attributes/a/b,attributes/maker|{\"attributes\":{\"a\":{\"b\":1},\"maker\":\"ACME\"}}",
                "?fields=features/*/properties/speed|{\"features\":{\"Vehicle\":{\"properties\":{\"speed\":90}},"
                        + "\"Scanner\":{\"properties\":{\"speed\":20.8}}}}",
                "/features?fields=*/properties/speed|{\"Vehicle\":{\"properties\":{\"speed\":90}},"
                        + "\"Scanner\":{\"properties\":{\"speed\":20.8}}}",
                "/features/Vehicle?fields=properties/status|{\"properties\":{\"status\":{\"gear\":5}}}",
                "/features/Vehicle/properties?fields=status/gear|{\"status\":{\"gear\":5}}",
                "/attributes?fields=a|{\"a\":{\"b\":1}}",
                "?fields=_namespace,__lifecycle,nothing|{\"_namespace\":\"ops\",\"__lifecycle\":\"ACTIVE\"}",
            })
    void fields_are_selected(String path, String expected) {
        assertThat(JsonObject.of(server.get(car + path).body())).isEqualTo(JsonObject.of(expected));
    }

    @Test
    void several_things_are_read_at_once_without_those_that_may_not_be() {
        assertThat(server.get("/api/2/things?ids=ops:none," + id + "&fields=thingId")
                        .body())
                .isEqualTo("[{\"thingId\":\"" + id + "\"}]");
        refused(server.get("/api/2/things?ids="), 400, "things:things.ids.missing");
        refused(server.get("/api/2/things?ids=nonsense"), 400, "things:id.invalid");
        assertThat(as("borough:stranger", "GET", "/api/2/things?ids=" + id, "").body())
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, //, 404",
        "POST, //, 404",
        "GET, //ops:car, 404",
        "DELETE, //ops:car, 404",
        "GET, /ops:car/features//, 404",
        "POST, /ops:car/features//, 404",
        "PUT, /ops:car/features//x, 404",
        "GET, /ops:car/attributes//, 400",
        "PUT, /ops:car/attributes//x, 400",
        "POST, /ops:car/attributes//, 405",
        "DELETE, /ops:car/features/Vehicle/properties//x, 400",
        "POST, /ops:car/features/Vehicle/desiredProperties//, 405",
        "PUT, /ops:car/attributes/foo/%C3%A4/bar, 400",
        "GET, /ops:car/attributes/%C3%A4, 400",
    })
    void names_may_not_be_empty_or_strange(String method, String path, int status) {
        HttpResponse<String> answer = as("borough:admin", method, "/api/2/things" + path, "{}");

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 400 && !path.contains("%")) {
            assertThat(answer.body()).contains("Consecutive slashes in JSON pointers are not supported");
        }
    }

    @Test
    void special_characters_are_kept() {
        String key = "!%5C%22%23$%25&'*+:;=%3F@%5B%5D%7B%7C%7D%20aZ0";
        for (String part : new String[] {"/attributes/", "/features/", "/features/Vehicle/properties/"}) {
            String path = car + part + key;
            HttpResponse<String> created = server.put(path, "{}");
            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(created.headers().firstValue("location").orElseThrow()).endsWith(key);
            assertThat(server.get(path).body()).isEqualTo("{}");
            assertThat(server.delete(path).statusCode()).isEqualTo(204);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nonamespace, 400",
        ":name, 201",
        "ops:a%2Fb, 400",
        "1ops:x, 400",
        "o.p-s:x%20y, 201",
        "ops:, 400",
        "ops:%C3%A4, 400",
    })
    void ids_keep_to_the_rules(String id, int status) {
        assertThat(server.put("/api/2/things/" + id, "{}").statusCode()).isEqualTo(status);
    }

    @Test
    void ids_and_things_have_their_limits() {
        String longest = "/api/2/things/ops:" + "n".repeat(252);
        assertThat(server.put(longest, "{}").statusCode()).isEqualTo(201);
        refused(server.put(longest + "n", "{}"), 400, "things:id.invalid");
        String big = "{\"attributes\":{\"a\":\"" + "x".repeat(102_000) + "\"}}";
        assertThat(server.put(car, big).statusCode()).isEqualTo(204);
        String more = "{\"properties\":{\"a\":\"" + "x".repeat(600) + "\"}}";
        refused(server.put(car + "/features/f", more), 413, "things:thing.toolarge");
        refused(server.patch(car, "{\"features\":{\"f\":" + more + "}}"), 413, "things:thing.toolarge");
    }

    @Test
    void what_is_no_sane_json_is_refused_in_few_words() {
        String deep = "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000);
        String deeper = "[".repeat(700) + "]".repeat(700);
        String[] bodies = {deep, deeper, "{\"a\":1e400}", "{\"a\":" + "9".repeat(5_000) + "}", "{\"a\":NaN}", "", "{"};
        for (String body : bodies) {
            HttpResponse<String> answer = server.put(car + "/attributes/x", body);
            assertThat(answer.statusCode())
                    .as(body.substring(0, Math.min(20, body.length())) + answer.body())
                    .isEqualTo(400);
            refused(answer, 400, "json.invalid");
            assertThat(answer.body()).hasSizeLessThan(2_000);
        }
        byte[] latin = "{\"a\":\"Stra\u00dfe\"}".getBytes(StandardCharsets.ISO_8859_1);
        refused(
                server.send(server.request(car + "/attributes")
                        .header("content-type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(latin))),
                400,
                "json.invalid");
        refused(server.put(car + "/attributes" + "/a".repeat(600), "1"), 400, "json.invalid");
        assertThat(server.put(car + "/attributes", "{\"a\":1,\"a\":2}").statusCode())
                .isEqualTo(204);
        assertThat(server.get(car + "/attributes").body()).isEqualTo("{\"a\":2}");
    }

    @Test
    void time_and_answers_are_as_asked_for() {
        String maker = car + "/attributes/maker";
        refused(server.put(maker + "?timeout=61s", "1"), 400, "gateway:timeout.invalid");
        refused(server.get(maker, "timeout", "soon"), 400, "timeout.invalid");
        assertThat(server.put(maker + "?timeout=60s", "1").statusCode()).isEqualTo(204);
        HttpResponse<String> unanswered = server.put(maker + "?response-required=false", "2");
        assertThat(unanswered.statusCode()).isEqualTo(202);
        assertThat(unanswered.body()).isEmpty();
        assertThat(Arrays.asList("1", "2")).contains(server.get(maker).body());
    }
}
