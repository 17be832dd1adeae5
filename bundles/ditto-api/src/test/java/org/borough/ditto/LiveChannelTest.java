// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands over HTTP that a device on a WebSocket answers, or the twin in its place. */
class LiveChannelTest {

    private static final String LAMP = "/api/2/things/live:lamp";
    private static final String POLICY =
            """
            {"entries":{
              "admin":{"subjects":{"borough:admin":{"type":"t"}},"resources":{
                "thing:/":{"grant":["READ","WRITE"],"revoke":[]},"policy:/":{"grant":["READ","WRITE"],"revoke":[]}}},
              "device":{"subjects":{"borough:device":{"type":"t"}},"resources":{
                "thing:/":{"grant":["READ","WRITE"],"revoke":[]}}},
              "part":{"subjects":{"borough:part":{"type":"t"}},"resources":{
                "thing:/attributes/maker":{"grant":["READ"],"revoke":[]}}},
              "blind":{"subjects":{"borough:blind":{"type":"t"}},"resources":{
                "thing:/":{"grant":["READ","WRITE"],"revoke":[]},
                "thing:/attributes/maker":{"grant":[],"revoke":["READ"]}}}}}""";

    private static TwinComponent twins;
    private static TestServer server;
    private SocketClient device;

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = new TestServer(twins, TestServer.SETTINGS);
        server.put("/api/2/policies/live:policy", POLICY);
        server.put(LAMP, "{\"policyId\":\"live:policy\",\"attributes\":{\"maker\":\"acme\",\"b\":1}}");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        twins.close();
    }

    @BeforeEach
    void connect() throws Exception {
        device = SocketClient.connect(server, "borough:device").follow("LIVE-COMMANDS");
    }

    @AfterEach
    void disconnect() {
        device.close();
    }

    @Test
    void a_device_answers_a_query() throws Exception {
        var answer = send("GET", LAMP + "/attributes?channel=live", "", "x-forwarded-scheme", "http");

        JsonObject command = device.nextJson();
        assertThat(command.getValue("topic")).contains(JsonValue.of("live/lamp/things/live/commands/retrieve"));
        assertThat(command.getValue("headers/correlation-id")).contains(JsonValue.of("mine"));
        assertThat(command.getValue("headers/response-required")).isNotEqualTo(Optional.of(JsonValue.of(false)));
        assertThat(command.toString()).doesNotContain("x-forwarded", "accept-encoding", "user-agent");
        device.answer(command, 200, "{\"maker\":\"live\"}");

        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(answer.join().body()).isEqualTo("{\"maker\":\"live\"}");
        assertHeader(answer, "channel", "live");
        assertHeader(answer, "response-required", "false");
        assertHeader(answer, "correlation-id", "mine");
        assertHeader(answer, "ditto-originator", "borough:device");
    }

    @Test
    void an_answer_is_cut_to_what_the_asker_may_read() throws Exception {
        var answer = send("GET", LAMP + "?channel=live", "", "x-subjects", "borough:part");
        device.answer(
                device.nextJson(), 200, "{\"thingId\":\"live:lamp\",\"attributes\":{\"maker\":\"live\",\"x\":1}}");
        assertThat(JsonObject.of(answer.join().body()))
                .isEqualTo(JsonObject.of("{\"thingId\":\"live:lamp\",\"attributes\":{\"maker\":\"live\"}}"));
    }

    @Test
    void a_change_goes_to_the_device_and_leaves_the_twin_alone() throws Exception {
        var put = send("PUT", LAMP + "/attributes/maker?channel=live", "\"else\"");
        JsonObject command = device.nextJson();
        assertThat(command.getValue("value")).contains(JsonValue.of("else"));
        device.answer(command, 204, "");
        assertThat(put.join().statusCode()).isEqualTo(204);

        var forgotten = send("DELETE", LAMP + "?channel=live&response-required=false", "");
        assertThat(device.nextJson().getValue("topic")).contains(JsonValue.of("live/lamp/things/live/commands/delete"));
        assertThat(forgotten.join().statusCode()).isEqualTo(202);
        assertThat(server.get(LAMP + "/attributes/maker").body()).isEqualTo("\"acme\"");
    }

    @Test
    void an_error_of_the_device_is_the_answer() throws Exception {
        var answer = send("PUT", LAMP + "/attributes/maker?channel=live", "\"else\"");
        JsonObject command = device.nextJson();
        device.send(JsonObject.newBuilder()
                .set("topic", "live/lamp/things/live/errors")
                .set("path", "/")
                .set("status", 429)
                .set(
                        "headers",
                        JsonObject.newBuilder().set("correlation-id", "mine").build())
                .set(
                        "value",
                        JsonObject.of(
                                """
                        {"status":429,"error":"too.many.requests","message":"not so fast"}"""))
                .build()
                .toString());
        assertThat(command.getValue("headers/correlation-id")).contains(JsonValue.of("mine"));
        assertThat(answer.join().statusCode()).isEqualTo(429);
        assertThat(answer.join().body()).contains("too.many.requests");
    }

    @Test
    void a_wrong_answer_is_told_when_no_right_one_comes() throws Exception {
        var answer = send("PUT", LAMP + "/attributes/maker?channel=live&timeout=700ms", "\"else\"");
        device.nextJson();
        device.send(
                """
                {"topic":"live/lamp/things/live/commands/retrieve","path":"/","status":200,"value":{},
                 "headers":{"correlation-id":"mine","response-required":false}}""");
        assertThat(answer.join().statusCode()).isEqualTo(408);
        assertThat(answer.join().body())
                .contains("Type of live response <things.responses:retrieveThing> is not related to type of command"
                        + " <things.commands:modifyAttribute>.");
    }

    @Test
    void an_answer_with_an_impossible_status_is_refused_where_its_sender_listens() throws Exception {
        var answer = send("PUT", LAMP + "/attributes/maker?channel=live&timeout=1500ms", "\"else\"");
        JsonObject command = device.nextJson();
        device.answer(command, 206, "");
        assertThat(device.hearsNothing()).isTrue();
        device.send(
                """
                {"topic":"live/lamp/things/live/commands/modify","path":"/attributes/maker","status":206,
                 "headers":{"correlation-id":"mine","response-required":true}}""");
        JsonObject refused = device.nextJson();
        assertThat(refused.getValue("topic")).contains(JsonValue.of("live/lamp/things/live/errors"));
        assertThat(refused.getValue("headers/correlation-id")).contains(JsonValue.of("mine"));
        assertThat(refused.getValue("value/message").orElseThrow().asString()).contains("206", "is invalid.");
        assertThat(answer.join().statusCode()).isEqualTo(408);
    }

    @Test
    void who_could_not_hear_a_command_cannot_answer_it() throws Exception {
        SocketClient liar = SocketClient.connect(server, "borough:stranger").follow("LIVE-COMMANDS");
        var answer = send("GET", LAMP + "/attributes?channel=live", "");
        JsonObject command = device.nextJson();
        liar.answer(command, 200, "{\"maker\":\"lie\"}");
        assertThat(liar.hearsNothing()).isTrue();
        device.answer(command, 200, "{\"maker\":\"truth\"}");
        assertThat(answer.join().body()).contains("truth");
        liar.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/attributes?channel=live,borough:stranger,404,things:attributes.notfound",
        "GET,?channel=live,borough:stranger,404,things:thing.notfound",
        "PUT,/attributes/maker?channel=live,borough:part,403,things:attribute.notmodifiable",
        "GET,?channel=live&condition=eq(attributes/b%2C9),borough:admin,412,things:condition.failed",
        "GET,?channel=live&timeout=200ms,borough:admin,408,command.timeout",
        "GET,?live-channel-condition=eq(attributes/maker%2C'acme'),borough:stranger,412,things:condition.failed",
        "GET,?live-channel-condition=eq(attributes/maker%2C'acme'),borough:blind,412,things:condition.failed",
        "GET,?live-channel-condition=nonsense(,borough:admin,400,things:condition.invalid",
        "PUT,/attributes/maker?live-channel-condition=eq(attributes/b%2C1),borough:admin,405,"
                + "things:live.channelcondition.notallowed"
    })
    void what_cannot_be_sent_live_is_refused(String method, String path, String subject, int status, String code) {
        var answer = send(method, LAMP + path, method.equals("PUT") ? "\"x\"" : "", "x-subjects", subject);
        assertThat(JsonObject.of(answer.join().body()).getValue("error")).contains(JsonValue.of(code));
        assertThat(answer.join().statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void no_thing_can_be_made_live(boolean answered) {
        var answer = server.post("/api/2/things?channel=live&response-required=" + answered, "{}");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).contains("things:thing.notcreatable");
    }

    @Test
    void the_condition_chooses_the_channel() throws Exception {
        var live = send("GET", LAMP + "?live-channel-condition=eq(attributes/maker%2C'acme')", "");
        device.answer(device.nextJson(), 200, "{\"thingId\":\"live:lamp\"}");
        assertThat(live.join().body()).isEqualTo("{\"thingId\":\"live:lamp\"}");
        assertHeader(live, "live-channel-condition-matched", "true");
        assertHeader(live, "channel", "live");
        assertHeader(live, "response-required", "false");

        var twin = send("GET", LAMP + "/attributes/maker?live-channel-condition=eq(attributes/foo%2C'bar')", "");
        assertThat(twin.join().body()).isEqualTo("\"acme\"");
        assertHeader(twin, "live-channel-condition-matched", "false");
        assertHeader(twin, "channel", "twin");
        assertHeader(twin, "response-required", "false");
    }

    @Test
    void where_no_device_answers_the_twin_may() throws Exception {
        String condition = "?live-channel-condition=eq(attributes/maker%2C'acme')&timeout=300ms";
        var late = send("GET", LAMP + condition, "");
        assertThat(late.join().statusCode()).isEqualTo(408);
        assertHeader(late, "live-channel-condition-matched", "true");
        assertHeader(late, "channel", "live");
        assertHeader(late, "response-required", "false");
        assertHeader(late, "content-type", "application/json");

        var twin = send("GET", LAMP + "/attributes/maker" + condition + "&live-channel-timeout-strategy=use-twin", "");
        assertThat(twin.join().body()).isEqualTo("\"acme\"");
        assertHeader(twin, "live-channel-condition-matched", "true");
        assertHeader(twin, "channel", "twin");

        var plain = send("GET", LAMP + "?channel=live&timeout=300ms", "", "live-channel-timeout-strategy", "use-twin");
        assertThat(plain.join().statusCode()).isEqualTo(200);
        assertHeader(plain, "channel", "twin");
    }

    private static CompletableFuture<HttpResponse<String>> send(
            String method, String path, String body, String... headers) {
        HttpRequest.Builder request = server.request(path).header("correlation-id", "mine");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        if (!body.isEmpty()) {
            request.header("content-type", "application/json");
        }
        request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return server.client().sendAsync(request.build(), BodyHandlers.ofString());
    }

    private static void assertHeader(CompletableFuture<HttpResponse<String>> answer, String name, String value) {
        assertThat(answer.join().headers().firstValue(name)).as(name).contains(value);
    }
}
