// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The past of things as server-sent events, from the real engine. */
class PastStreamTest {

    private static final String THING = "/api/2/things/city:meter";

    private static TwinComponent twins;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = new TestServer(twins, TestServer.SETTINGS);
        server.put(THING, "{\"attributes\":{\"counter\":0},\"features\":{\"x\":{\"properties\":{\"y\":1}}}}");
        for (int i = 1; i <= 30; i++) {
            server.put(THING + "/attributes/counter", Integer.toString(i));
        }
        server.put(THING + "/features/x/properties/y", "2");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        twins.close();
    }

    private static List<String> events(String path) {
        HttpResponse<String> answer = server.get(path, "accept", "text/event-stream");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        return Arrays.stream(answer.body().split("\n\n"))
                .filter(event -> !event.isEmpty())
                .map(event -> event.substring("data:".length()))
                .filter(data -> !data.isEmpty())
                .toList();
    }

    private static String error(String path, int status, String... headers) {
        HttpResponse<String> answer = server.get(path, headers);
        assertThat(answer.statusCode()).isEqualTo(status);
        return JsonObject.of(answer.body())
                .getValue("error")
                .map(JsonValue::asString)
                .orElse("");
    }

    @Test
    void the_whole_past_comes_and_then_the_stream_ends() {
        List<String> events = events(THING + "?from-historical-revision=0&fields=thingId,attributes,_revision");

        assertThat(events).hasSize(32);
        assertThat(events.get(0))
                .isEqualTo("{\"thingId\":\"city:meter\",\"attributes\":{\"counter\":0},\"_revision\":1}");
        assertThat(events.get(30))
                .isEqualTo("{\"thingId\":\"city:meter\",\"attributes\":{\"counter\":30},\"_revision\":31}");
        assertThat(events.get(31)).isEqualTo("{\"thingId\":\"city:meter\",\"_revision\":32}");
    }

    @Test
    void a_range_of_revisions_may_be_asked_for() {
        String range = "?from-historical-revision=5&to-historical-revision=7&fields=_revision";

        assertThat(events(THING + range))
                .containsExactly("{\"_revision\":5}", "{\"_revision\":6}", "{\"_revision\":7}");
        assertThat(events("/api/2/things" + range + "&ids=city:meter")).hasSize(3);
    }

    @Test
    void a_range_of_time_may_be_asked_for() {
        String now = Instant.now().toString();

        assertThat(events(THING + "?from-historical-timestamp=2020-01-01T00:00:00Z&to-historical-timestamp=" + now))
                .hasSize(32);
        assertThat(events(THING + "?from-historical-timestamp=" + now)).isEmpty();
    }

    @Test
    void below_a_thing_the_values_at_the_path_come() {
        assertThat(events(THING + "/features/x/properties/y?from-historical-revision=1"))
                .containsExactly("1", "2");
    }

    @Test
    void a_filter_leaves_changes_out() {
        assertThat(events(THING + "?from-historical-revision=1&filter=gt(attributes/counter,28)&fields=_revision"))
                .containsExactly("{\"_revision\":30}", "{\"_revision\":31}");
    }

    @Test
    void the_context_tells_who_did_it() {
        String event = events(THING + "?from-historical-revision=2&to-historical-revision=2&fields=thingId,_context")
                .get(0);

        JsonObject context =
                JsonObject.of(event).getValue("_context").orElseThrow().asObject();
        assertThat(context.getValue("headers/historical-headers").orElseThrow().asString())
                .isEqualTo("{\"ditto-originator\":\"borough:admin\"}");
        assertThat(context.getValue("topic")).contains(JsonValue.of("city/meter/things/twin/events/modified"));
        assertThat(context.getValue("path")).contains(JsonValue.of("/attributes/counter"));
        assertThat(context.getValue("value")).contains(JsonValue.of(1));
    }

    @Test
    void whoever_may_not_read_all_of_it_is_told_before_the_stream_opens() {
        String past = THING + "?from-historical-revision=0";

        assertThat(error("/api/2/things/city:nobody?from-historical-revision=0", 404, "accept", "text/event-stream"))
                .isEqualTo("things:thing.notfound");
        HttpResponse<String> stranger =
                server.send(server.request(past).setHeader("x-subjects", "x:y").header("accept", "text/event-stream"));
        assertThat(stranger.statusCode()).isEqualTo(404);
    }

    @Test
    void numbers_and_times_that_are_none_are_refused() {
        for (String parameter : List.of(
                "from-historical-revision=one",
                "from-historical-revision=1&to-historical-revision=many",
                "from-historical-timestamp=today",
                "from-historical-revision=1&filter=no(such")) {
            assertThat(error(THING + '?' + parameter, 400, "accept", "text/event-stream"))
                    .isNotEmpty();
        }
        assertThat(error("/api/2/things?from-historical-revision=1", 400, "accept", "text/event-stream"))
                .isEqualTo("gateway:request.invalid");
    }

    @Test
    void what_has_no_stream_answers_as_ever() {
        HttpResponse<String> policy = server.get("/api/2/policies/city:meter", "accept", "text/event-stream");

        assertThat(policy.statusCode()).isEqualTo(200);
        assertThat(policy.body()).startsWith("{\"policyId\":\"city:meter\"");
    }
}
