// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Ditto 3.9 added to policies, over HTTP and WebSocket with the real engine. */
class PolicyPartTest {

    private static final String READS = "{\"grant\":[\"READ\"],\"revoke\":[]}";
    private static final String ALL = "{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}";
    private static final String OTHER = "borough:other";

    private static TwinComponent twins;
    private static TestServer server;

    private final String id = "city:" + UUID.randomUUID();
    private final String url = "/api/2/policies/" + id;
    private final String scoped = url + "/entries/scoped";
    private final String name = UUID.randomUUID().toString();

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
    void make_a_policy() {
        put(
                url,
                "{\"entries\":{" + owner() + "," + scoped(",\"namespaces\":[\"com.acme\",\"com.acme.*\"]") + "}}",
                201);
    }

    @Test
    void namespaces_are_read_and_written_on_their_own() {
        String place = scoped + "/namespaces";
        HttpResponse<String> read = server.get(place);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEqualTo("[\"com.acme\",\"com.acme.*\"]");
        String tag = read.headers().firstValue("etag").orElseThrow();
        assertThat(server.get(place, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertRefused(server.put(place, "[]", "If-Match", "\"other\""), 412, "policies:precondition.failed");
        HttpResponse<String> written = server.put(place, "[\"org.example\"]", "If-Match", tag);
        assertThat(written.statusCode()).isEqualTo(204);
        assertThat(written.headers().firstValue("etag"))
                .isPresent()
                .isEqualTo(server.get(place).headers().firstValue("etag"));
        assertThat(server.get(place).body()).isEqualTo("[\"org.example\"]");
        assertThat(JsonObject.of(server.get(url).body()).getValue(JsonPointer.of("/entries/scoped/namespaces")))
                .contains(JsonFactory.newArray("[\"org.example\"]"));
        put(place, "[]", 204);
        assertThat(server.get(place).body()).isEqualTo("[]");
        assertRefused(server.get(url + "/entries/owner/namespaces"), 404, "policies:entry.notfound");
        assertRefused(server.get(url + "/entries/none/namespaces"), 404, "policies:entry.notfound");
        assertRefused(server.delete(place), 405, "gateway:method.notallowed");
        assertRefused(server.get(place + "/more"), 404, "gateway:resource.notfound");
    }

    @Test
    void an_entry_speaks_of_things_of_its_namespaces_only() {
        for (String namespace : new String[] {"com.acme", "com.acme.lamps", "com.acmeville", "org.example"}) {
            put(
                    "/api/2/things/" + namespace + ":" + name,
                    "{\"policyId\":\"" + id + "\",\"attributes\":{\"n\":1}}",
                    201);
        }
        assertSeen("com.acme", "com.acme.lamps");
        put(scoped + "/namespaces", "[\"org.example\"]", 204);
        assertSeen("org.example");
        put(scoped + "/namespaces", "[]", 204);
        assertSeen("com.acme", "com.acme.lamps", "com.acmeville", "org.example");
        put(url + "/entries/scoped", scoped(",\"namespaces\":[\"com.acme.*\"]").substring(9), 204);
        assertSeen("com.acme.lamps");
        assertThat(server.get("/api/2/things/com.acme.lamps:" + name + "/access?subject=" + OTHER)
                        .body())
                .contains("\"granted\"");
        assertThat(server.get("/api/2/things/com.acme:" + name + "/access?subject=" + OTHER)
                        .body())
                .contains("\"denied\"");
    }

    @Test
    void an_imported_entry_speaks_of_things_of_its_namespaces_only() {
        String importing = "city:" + UUID.randomUUID();
        put("/api/2/policies/" + importing, "{\"imports\":{\"" + id + "\":{}},\"entries\":{" + owner() + "}}", 201);
        for (String namespace : new String[] {"com.acme", "com.acme.lamps", "com.acmeville", "org.example"}) {
            put("/api/2/things/" + namespace + ":" + name, "{\"policyId\":\"" + importing + "\"}", 201);
        }
        assertSeen("com.acme", "com.acme.lamps");
        put(scoped + "/namespaces", "[\"org.example\"]", 204);
        assertSeen("org.example");
        put(scoped + "/importable", "\"never\"", 204);
        assertSeen();
    }

    @Test
    void events_come_of_things_of_an_entrys_namespaces_only() throws InterruptedException {
        put("/api/2/things/com.acme:" + name, "{\"policyId\":\"" + id + "\",\"attributes\":{\"n\":1}}", 201);
        put("/api/2/things/org.example:" + name, "{\"policyId\":\"" + id + "\",\"attributes\":{\"n\":1}}", 201);
        SocketClient client = SocketClient.connect(server, OTHER).follow("EVENTS");
        put("/api/2/things/org.example:" + name + "/attributes/n", "2", 204);
        put("/api/2/things/com.acme:" + name + "/attributes/n", "3", 204);
        assertThat(client.nextJson().getValue("value")).contains(JsonValue.of(3));
        client.close();
    }

    @Test
    void a_policy_written_by_socket_keeps_its_namespaces() throws InterruptedException {
        SocketClient client = SocketClient.connect(server, "borough:admin");
        String topic = id.replace(':', '/') + "/policies/commands/modify";
        client.send(
                "{\"topic\":\"%s\",\"path\":\"/entries/scoped\",\"headers\":{\"correlation-id\":\"1\"},\"value\":%s}"
                        .formatted(topic, scoped(",\"namespaces\":[\"a.b\"]").substring(9)));
        assertThat(client.nextJson().getValue("status")).contains(JsonValue.of(204));
        assertThat(server.get(scoped + "/namespaces").body()).isEqualTo("[\"a.b\"]");
        client.send("{\"topic\":\"%s\",\"path\":\"/\",\"headers\":{\"correlation-id\":\"2\"},\"value\":%s}"
                .formatted(topic, "{\"entries\":{" + owner() + "," + scoped(",\"namespaces\":[\"c.d\"]") + "}}"));
        assertThat(client.nextJson().getValue("status")).contains(JsonValue.of(204));
        assertThat(server.get(scoped + "/namespaces").body()).isEqualTo("[\"c.d\"]");
        client.close();
    }

    @Test
    void importable_and_allowed_additions_are_read_and_written_on_their_own() {
        assertThat(server.get(scoped + "/importable").body()).isEqualTo("\"implicit\"");
        put(scoped + "/importable", "\"never\"", 204);
        assertThat(server.get(scoped + "/importable").body()).isEqualTo("\"never\"");
        assertThat(server.get(scoped + "/namespaces").body()).isEqualTo("[\"com.acme\",\"com.acme.*\"]");
        assertRefused(server.get(scoped + "/allowedAdditions"), 404, "policies:entry.notfound");
        put(scoped + "/allowedAdditions", "[\"subjects\"]", 204);
        assertThat(server.get(scoped + "/allowedAdditions").body()).isEqualTo("[\"subjects\"]");
        put(url + "/entries", "{" + owner() + "," + scoped(",\"allowedAdditions\":[]") + "}", 204);
        assertThat(server.get(scoped + "/allowedAdditions").body()).isEqualTo("[]");
    }

    @Test
    void the_entries_of_an_import_are_read_and_written_on_their_own_and_all_imports_deleted() {
        String imported = "city:" + UUID.randomUUID();
        put(
                "/api/2/policies/" + imported,
                "{\"entries\":{" + owner() + ",\"extra\":{\"importable\":\"explicit\",\"subjects\":{\"" + OTHER
                        + "\":{\"type\":\"t\"}},\"resources\":{\"thing:/\":" + READS + "}}}}",
                201);
        put("/api/2/things/city:" + name, "{\"policyId\":\"" + id + "\"}", 201);
        assertRefused(server.get(url + "/imports/" + imported + "/entries"), 404, "policies:import.notfound");
        assertRefused(server.delete(url + "/imports"), 404, "policies:imports.notfound");
        put(url + "/imports/" + imported, "{}", 201);
        assertThat(server.get(url + "/imports/" + imported + "/entries").body()).isEqualTo("[]");
        assertSeen();
        put(url + "/imports/" + imported + "/entries", "[\"extra\"]", 204);
        assertThat(server.get(url + "/imports/" + imported + "/entries").body()).isEqualTo("[\"extra\"]");
        assertThat(as(OTHER, "GET", "/api/2/things/city:" + name, "").statusCode())
                .isEqualTo(200);
        assertThat(server.delete(url + "/imports").statusCode()).isEqualTo(204);
        assertThat(server.get(url + "/imports").body()).isEqualTo("{}");
        assertThat(as(OTHER, "GET", "/api/2/things/city:" + name, "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_part_is_written_by_whoever_may_write_it_and_hidden_from_whoever_may_not_read_it() {
        String place = scoped + "/importable";
        assertRefused(as(OTHER, "PUT", place, "\"never\""), 403, "policies:entry.notmodifiable");
        assertRefused(as(OTHER, "GET", place, ""), 404, "policies:entry.notfound");
        assertRefused(as(OTHER, "DELETE", url + "/imports", ""), 403, "policies:imports.notmodifiable");
        put(scoped + "/resources/policy:/entries/scoped/importable", ALL, 201);
        // The entry speaks of other namespaces than the policy's own.
        assertRefused(as(OTHER, "PUT", place, "\"never\""), 403, "policies:entry.notmodifiable");
        put(scoped + "/namespaces", "[\"city\"]", 204);
        assertThat(as(OTHER, "PUT", place, "\"never\"").statusCode()).isEqualTo(204);
        assertThat(as(OTHER, "GET", place, "").body()).isEqualTo("\"never\"");
        assertRefused(as(OTHER, "PUT", scoped + "/namespaces", "[]"), 403, "policies:entry.notmodifiable");
        assertRefused(as(OTHER, "GET", scoped + "/namespaces", ""), 404, "policies:entry.notfound");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            /entries/scoped/namespaces        | ["*"]             | 400 | policies:entry.invalid
            /entries/scoped/namespaces        | ["a.b*"]          | 400 | policies:entry.invalid
            /entries/scoped/namespaces        | [7]               | 400 | policies:entry.invalid
            /entries/scoped/namespaces        | "a"               | 400 | policies:entry.invalid
            /entries/scoped/allowedAdditions  | ["colours"]       | 400 | policies:entry.invalid
            /entries/scoped/importable        | "sometimes"       | 400 | policies:entry.invalid
            /entries/scoped/importable        | true              | 400 | policies:entry.invalid
            /entries/scoped/importable        | nonsense          | 400 | json.invalid
            /entries/none/importable          | "never"           | 404 | policies:entry.notfound
            /imports/city:none/entries        | ["a"]             | 404 | policies:import.notfound
            /entries/scoped/references        | []                | 404 | gateway:resource.notfound
            /imports/city:none/transitiveImports | []             | 404 | gateway:resource.notfound
            /entries/scoped | {"subjects":{},"resources":{},"references":[{"entry":"owner"}]} | 400 | policies:entry.invalid
            /entries/scoped | {"subjects":{},"resources":{},"namespaces":["."]}              | 400 | policies:entry.invalid
            /imports/city:none | {"transitiveImports":["city:x"]} | 400 | policies:import.invalid
            """)
    void what_makes_no_sense_or_would_be_lost_is_refused(String place, String body, int status, String code) {
        assertRefused(server.put(url + place, body), status, code);
        assertThat(server.get(scoped + "/namespaces").body()).isEqualTo("[\"com.acme\",\"com.acme.*\"]");
    }

    private static String owner() {
        return "\"owner\":{\"subjects\":{\"borough:admin\":{\"type\":\"t\"}},\"resources\":{\"policy:/\":%1$s,\"thing:/\":%1$s}}"
                .formatted(ALL);
    }

    private static String scoped(String more) {
        return "\"scoped\":{\"subjects\":{\"%s\":{\"type\":\"t\"}},\"resources\":{\"thing:/\":%s}%s}"
                .formatted(OTHER, READS, more);
    }

    /** By reads, a search and a count, before and behind each other. */
    private void assertSeen(String... namespaces) {
        String filter = "like(thingId,%22*:" + name + "%22)";
        assertThat(as(OTHER, "GET", "/api/2/search/things/count?filter=" + filter, "")
                        .body())
                .isEqualTo("" + namespaces.length);
        String found = as(OTHER, "GET", "/api/2/search/things?fields=thingId&filter=" + filter, "")
                .body();
        for (String namespace : new String[] {"com.acme", "com.acme.lamps", "com.acmeville", "org.example"}) {
            boolean seen = java.util.List.of(namespaces).contains(namespace);
            String thing = namespace + ":" + name;
            assertThat(as(OTHER, "GET", "/api/2/things/" + thing, "").statusCode())
                    .as(thing)
                    .isEqualTo(seen ? 200 : 404);
            assertThat(found.contains("\"" + thing + "\"")).as(thing).isEqualTo(seen);
        }
    }

    private static void put(String place, String body, int status) {
        HttpResponse<String> answer = server.put(place, body);
        assertThat(answer.statusCode()).as(place + answer.body()).isEqualTo(status);
    }

    private static HttpResponse<String> as(String who, String method, String place, String body) {
        return server.send(server.request(place)
                .setHeader("x-subjects", who)
                .header("content-type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JsonObject.of(answer.body()).getValue("error")).contains(JsonValue.of(code));
    }
}
