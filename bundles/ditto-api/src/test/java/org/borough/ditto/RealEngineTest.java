// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The doors before the real engine: answers that were taken from a running Ditto 3.8. */
class RealEngineTest {

    private static TwinComponent twins;
    private static TestServer server;

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

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    private static JsonValue error(HttpResponse<String> answer) {
        return JsonObject.of(answer.body()).getValue("error").orElseThrow();
    }

    @Test
    void a_thing_is_created_read_changed_and_deleted() {
        HttpResponse<String> created = server.put(
                "/api/2/things/city:one", "{\"attributes\":{\"a\":1},\"features\":{\"x\":{\"properties\":{\"y\":1}}}}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "location"))
                .isEqualTo("http://127.0.0.1:" + server.port() + "/api/2/things/city:one");
        assertThat(header(created, "etag")).isEqualTo("\"rev:1\"");
        assertThat(JsonObject.of(created.body()).getValue("policyId")).contains(JsonValue.of("city:one"));

        HttpResponse<String> put = server.put("/api/2/things/city:one/features/x/properties/y", "42");
        assertThat(put.statusCode()).isEqualTo(204);
        assertThat(header(put, "etag")).isEqualTo("\"hash:2a\"");
        assertThat(header(put, "entity-revision")).isEqualTo("2");
        assertThat(header(put, "location")).isNull();

        HttpResponse<String> read = server.get("/api/2/things/city:one/features/x/properties/y");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEqualTo("42");
        assertThat(header(read, "etag")).isEqualTo("\"hash:2a\"");

        HttpResponse<String> part = server.get("/api/2/things/city:one?fields=thingId,attributes/a,_revision");
        assertThat(JsonObject.of(part.body()))
                .isEqualTo(JsonObject.of("{\"thingId\":\"city:one\",\"attributes\":{\"a\":1},\"_revision\":2}"));

        assertThat(server.patch("/api/2/things/city:one", "{\"attributes\":{\"b\":2}}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.delete("/api/2/things/city:one/attributes/a").statusCode())
                .isEqualTo(204);
        assertThat(server.get("/api/2/things/city:one/attributes").body()).isEqualTo("{\"b\":2}");
        assertThat(server.delete("/api/2/things/city:one").statusCode()).isEqualTo(204);
        HttpResponse<String> gone = server.get("/api/2/things/city:one");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(error(gone)).isEqualTo(JsonValue.of("things:thing.notfound"));
    }

    @Test
    void conditions_are_obeyed() {
        server.put("/api/2/things/city:two", "{\"attributes\":{\"a\":1}}");

        HttpResponse<String> unmodified = server.get("/api/2/things/city:two", "If-None-Match", "\"rev:1\"");
        HttpResponse<String> failed = server.put("/api/2/things/city:two/attributes/a", "2", "If-Match", "\"hash:77\"");
        HttpResponse<String> condition =
                server.put("/api/2/things/city:two/attributes/a?condition=eq(attributes/a,7)", "2");

        assertThat(unmodified.statusCode()).isEqualTo(304);
        assertThat(failed.statusCode()).isEqualTo(412);
        assertThat(error(failed)).isEqualTo(JsonValue.of("things:precondition.failed"));
        assertThat(condition.statusCode()).isEqualTo(412);
        assertThat(error(condition)).isEqualTo(JsonValue.of("things:condition.failed"));
    }

    @Test
    void strangers_see_nothing_and_change_nothing() {
        server.put("/api/2/things/city:three", "{}");

        HttpResponse<String> read =
                server.send(server.request("/api/2/things/city:three").setHeader("x-subjects", "borough:stranger"));
        HttpResponse<String> policy =
                server.send(server.request("/api/2/policies/city:three").setHeader("x-subjects", "borough:stranger"));
        HttpResponse<String> write = server.send(server.request("/api/2/things/city:three/attributes/a")
                .setHeader("x-subjects", "borough:stranger")
                .header("content-type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("1")));

        assertThat(read.statusCode()).isEqualTo(404);
        assertThat(error(read)).isEqualTo(JsonValue.of("things:thing.notfound"));
        assertThat(policy.statusCode()).isEqualTo(404);
        assertThat(error(policy)).isEqualTo(JsonValue.of("policies:policy.notfound"));
        assertThat(write.statusCode()).isEqualTo(403);
        assertThat(error(write)).isEqualTo(JsonValue.of("things:attribute.notmodifiable"));
    }

    @Test
    void policies_are_created_read_and_changed() {
        HttpResponse<String> created = server.put(
                "/api/2/policies/city:rules",
                "{\"entries\":{\"owner\":{\"subjects\":{\"borough:admin\":{\"type\":\"user\"}},\"resources\":"
                        + "{\"policy:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}}}}}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "etag")).isEqualTo("\"rev:1\"");

        HttpResponse<String> subject =
                server.put("/api/2/policies/city:rules/entries/owner/subjects/borough:eve", "{\"type\":\"user\"}");
        assertThat(subject.statusCode()).isEqualTo(201);
        HttpResponse<String> resource = server.get("/api/2/policies/city:rules/entries/owner/resources/policy:%2F");
        assertThat(resource.body()).isEqualTo("{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}");
        assertThat(server.delete("/api/2/policies/city:rules/entries/owner/subjects/borough:eve")
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.get("/api/2/policies/city:rules/entries/owner/subjects/borough:eve")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_was_written_is_found() {
        server.put("/api/2/things/find:a", "{\"attributes\":{\"n\":1}}");
        server.put("/api/2/things/find:b", "{\"attributes\":{\"n\":2}}");

        HttpResponse<String> found = server.get(
                "/api/2/search/things?namespaces=find&filter=gt(attributes/n,1)&fields=thingId&option=size(5)");
        HttpResponse<String> count = server.get("/api/2/search/things/count?namespaces=find");
        HttpResponse<String> some = server.get("/api/2/things?ids=find:b,find:a&fields=thingId");

        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(JsonObject.of(found.body()).getValue("items").orElseThrow().toString())
                .isEqualTo("[{\"thingId\":\"find:b\"}]");
        assertThat(count.body()).isEqualTo("2");
        assertThat(some.body()).isEqualTo("[{\"thingId\":\"find:b\"},{\"thingId\":\"find:a\"}]");
    }
}
