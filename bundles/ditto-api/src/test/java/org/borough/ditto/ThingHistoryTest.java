// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Things and policies as they were. */
class ThingHistoryTest {

    private static final String REVISION = "at-historical-revision";
    private static final String TIMESTAMP = "at-historical-timestamp";

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

    private static String counted(String name) {
        String thing = "/api/2/things/past:" + name;
        server.put(thing, "{\"attributes\":{\"counter\":0}}");
        server.put(thing + "/attributes/counter", "1");
        server.delete(thing + "/attributes/counter");
        return thing;
    }

    @Test
    void a_thing_is_shown_as_it_was_at_a_revision() {
        String thing = counted("one");

        HttpResponse<String> first = server.get(thing + "?at-historical-revision=1&fields=attributes,_revision");
        HttpResponse<String> second = server.get(thing + "/attributes/counter", REVISION, "2");
        HttpResponse<String> now = server.get(thing, REVISION, "3");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("{\"attributes\":{\"counter\":0},\"_revision\":1}");
        assertThat(header(first, "etag")).isEqualTo("\"rev:1\"");
        assertThat(header(first, "entity-revision")).isEqualTo("1");
        assertThat(header(first, "historical-headers")).isEqualTo("{\"ditto-originator\":\"borough:admin\"}");
        assertThat(second.body()).isEqualTo("1");
        assertThat(now.body()).isEqualTo(server.get(thing).body());
        assertThat(server.get(thing + "/attributes/counter", REVISION, "3").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_thing_is_shown_as_it_was_at_a_time() {
        String thing = counted("two");
        String second = JsonObject.of(server.get(thing + "?at-historical-revision=2&fields=_modified")
                        .body())
                .getValue("_modified")
                .orElseThrow()
                .asString();

        HttpResponse<String> then = server.get(thing + "?fields=attributes,_revision", TIMESTAMP, second);
        HttpResponse<String> late = server.get(thing + "?fields=_revision&at-historical-timestamp=2999-01-01T00:00Z");
        HttpResponse<String> before = server.get(thing, TIMESTAMP, "2001-01-01T00:00:00Z");

        assertThat(then.body()).isEqualTo("{\"attributes\":{\"counter\":1},\"_revision\":2}");
        assertThat(late.body()).isEqualTo("{\"_revision\":3}");
        assertThat(before.statusCode()).isEqualTo(404);
        assertThat(before.body()).contains("things:thing.history.notfound");
    }

    @Test
    void a_policy_is_shown_as_it_was() {
        server.put("/api/2/things/past:ruled", "{}");
        String policy = "/api/2/policies/past:ruled";
        server.put(policy + "/entries/more", "{\"subjects\":{\"borough:x\":{\"type\":\"x\"}},\"resources\":{}}");

        HttpResponse<String> first = server.get(policy + "?at-historical-revision=1&fields=entries/more,_revision");
        HttpResponse<String> second = server.get(policy + "/entries/more", REVISION, "2");

        assertThat(first.body()).isEqualTo("{\"_revision\":1}");
        assertThat(second.statusCode()).isEqualTo(200);
        HttpResponse<String> never = server.get(policy, REVISION, "9");
        assertThat(never.statusCode()).isEqualTo(404);
        assertThat(never.body()).contains("policies:policy.history.notfound");
    }

    @ParameterizedTest
    @CsvSource({
        "at-historical-revision, 99, 404, things:thing.history.notfound",
        "at-historical-revision, 0, 404, things:thing.history.notfound",
        "at-historical-revision, -1, 404, things:thing.history.notfound",
        "at-historical-revision, soon, 400, header.invalid",
        "at-historical-revision, 99999999999999999999, 400, header.invalid",
        "at-historical-timestamp, yesterday, 400, header.invalid",
    })
    void what_never_was_is_refused(String header, String value, int status, String code) {
        server.put("/api/2/things/past:three", "{}");

        HttpResponse<String> answer = server.get("/api/2/things/past:three", header, value);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JsonObject.of(answer.body()).getValue("error")).contains(JsonValue.of(code));
    }

    @Test
    void the_past_is_behind_the_policy_of_the_present() {
        String thing = counted("four");
        server.put(
                thing.replace("things", "policies") + "/entries/guest",
                "{\"subjects\":{\"borough:guest\":{\"type\":\"x\"}},\"resources\":"
                        + "{\"thing:/attributes/other\":{\"grant\":[\"READ\"],\"revoke\":[]}}}");

        HttpResponse<String> stranger = server.send(server.request(thing)
                .setHeader("x-subjects", "borough:stranger")
                .header(REVISION, "1"));
        HttpResponse<String> guest = server.send(
                server.request(thing).setHeader("x-subjects", "borough:guest").header(REVISION, "1"));

        assertThat(stranger.statusCode()).isEqualTo(404);
        assertThat(stranger.body()).contains("things:thing.notfound");
        assertThat(guest.body()).isEqualTo("{\"thingId\":\"past:four\"}");
    }

    @Test
    void a_thing_has_no_past_in_an_earlier_one_of_its_name() {
        String thing = counted("five");
        server.delete(thing);
        assertThat(server.get(thing, REVISION, "1").body()).contains("things:thing.notfound");
        server.put(thing, "{\"policyId\":\"past:five\"}");

        assertThat(server.get(thing, REVISION, "2").statusCode()).isEqualTo(404);
        assertThat(server.get(thing, REVISION, "4").statusCode()).isEqualTo(404);
        assertThat(server.get(thing, REVISION, "5").statusCode()).isEqualTo(200);
    }
}
