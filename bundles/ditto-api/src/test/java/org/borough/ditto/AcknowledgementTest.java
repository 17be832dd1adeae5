// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Acknowledgements over HTTP and WebSocket, with the real engine behind the doors. */
class AcknowledgementTest {

    private static final String ADMIN = "borough:admin";
    private static final String READER = "borough:reader";
    private static final String POLICY =
            """
            {"entries":{
              "admin":{"subjects":{"borough:admin":{"type":"t"}},"resources":{
                "thing:/":{"grant":["READ","WRITE"],"revoke":[]},"policy:/":{"grant":["READ","WRITE"],"revoke":[]},
                "message:/":{"grant":["READ","WRITE"],"revoke":[]}}},
              "reader":{"subjects":{"borough:reader":{"type":"t"}},"resources":{
                "thing:/":{"grant":["READ"],"revoke":[]},"message:/":{"grant":["READ"],"revoke":[]}}}}}""";

    private static TwinComponent twins;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = new TestServer(twins, TestServer.SETTINGS);
        server.put("/api/2/policies/ack:policy", POLICY);
        server.put("/api/2/things/ack:lamp", "{\"policyId\":\"ack:policy\",\"attributes\":{\"a\":0}}");
        server.put("/api/2/things/ack:hidden", "{}");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        twins.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'',201",
        "?requested-acks=twin-persisted,201",
        "?requested-acks=,201",
        "?requested-acks=&response-required=false,202",
        "?requested-acks=twin-persisted&response-required=false,202",
        "?requested-acks=search-persisted,204",
        "?requested-acks=nobody-gives&timeout=250ms,408",
        "?requested-acks=nobody-gives&timeout=250ms&response-required=false,408",
        "?requested-acks=twin-persisted&timeout=0,400",
        "?timeout=0,400",
        "?requested-acks=no&timeout=1,400"
    })
    void what_is_requested_decides_over_the_status(String query, int status) {
        assertThat(server.post("/api/2/things" + query, "{}").statusCode()).isEqualTo(status);
    }

    @Test
    void several_are_told_together_and_what_is_missing_fails_all() {
        var answer = server.put(
                "/api/2/things/ack:new?requested-acks=twin-persisted,search-persisted,absent&timeout=300ms",
                "{}",
                "correlation-id",
                "together");

        JsonObject body = JsonObject.of(answer.body());
        assertThat(answer.statusCode()).isEqualTo(424);
        assertThat(body.getValue("twin-persisted/status")).contains(JsonValue.of(201));
        assertThat(body.getValue("twin-persisted/payload"))
                .contains(JsonObject.of("{\"thingId\":\"ack:new\",\"policyId\":\"ack:new\"}"));
        assertThat(body.getValue("twin-persisted/headers/correlation-id")).contains(JsonValue.of("together"));
        assertThat(body.getValue("twin-persisted/headers/location")
                        .orElseThrow()
                        .asString())
                .endsWith("/api/2/things/ack:new");
        assertThat(body.getValue("search-persisted/status")).contains(JsonValue.of(204));
        assertThat(body.getValue("absent/status")).contains(JsonValue.of(408));
        assertThat(body.getValue("absent/payload/error")).contains(JsonValue.of("acknowledgement:request.timeout"));
        assertThat(body.getValue("absent/headers/correlation-id")).contains(JsonValue.of("together"));
        assertThat(body.toString()).doesNotContain("ditto-auth-context");
    }

    @Test
    void subscribers_acknowledge_what_they_declared() throws Exception {
        SocketClient one = SocketClient.connect(server, READER, "declared-acks", "[\"one:done\"]")
                .follow("EVENTS");
        SocketClient two = SocketClient.connectTo(server, "/ws/2?declared-acks=two:done", ADMIN)
                .follow("EVENTS");

        var answer = put("/api/2/things/ack:lamp/attributes/a?requested-acks=twin-persisted,one:done,two:done");
        JsonObject event = one.nextJson();
        assertThat(event.getValue("headers/requested-acks").orElseThrow().asArray())
                .containsExactly(JsonValue.of("one:done"));
        one.acknowledge(event, "ack/lamp", "twin", "one:done", 200, "\"fine\"");
        two.acknowledge(two.nextJson(), "ack/lamp", "twin", "two:done", 204, "");

        JsonObject body = JsonObject.of(answer.join().body());
        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(body.getValue("twin-persisted/status")).contains(JsonValue.of(204));
        assertThat(body.getValue("one:done/status")).contains(JsonValue.of(200));
        assertThat(body.getValue("one:done/payload")).contains(JsonValue.of("fine"));
        assertThat(body.getValue("one:done/headers/content-type")).contains(JsonValue.of("text/plain"));
        assertThat(body.getValue("two:done/status")).contains(JsonValue.of(204));
        assertThat(body.getValue("two:done/payload")).isEmpty();
        one.close();
        two.close();
    }

    @Test
    void one_that_fails_fails_all() throws Exception {
        SocketClient one = SocketClient.connect(server, READER, "declared-acks", "bad:done")
                .follow("EVENTS");
        var answer = put("/api/2/things/ack:lamp/attributes/a?requested-acks=twin-persisted,bad:done");
        one.acknowledge(one.nextJson(), "ack/lamp", "twin", "bad:done", 503, "\"busy\"");
        assertThat(answer.join().statusCode()).isEqualTo(424);
        one.close();
    }

    @Test
    void who_is_not_concerned_acknowledges_weakly() throws Exception {
        SocketClient elsewhere = SocketClient.connect(server, READER, "declared-acks", "weak:idle");
        SocketClient filtering = SocketClient.connect(server, READER, "declared-acks", "weak:filter")
                .follow("EVENTS?filter=gt(attributes/a,1000)");
        SocketClient stranger = SocketClient.connect(server, "borough:stranger", "declared-acks", "weak:stranger")
                .follow("EVENTS");
        SocketClient own =
                SocketClient.connect(server, ADMIN, "declared-acks", "weak:own").follow("EVENTS");

        own.send(
                """
                {"topic":"ack/lamp/things/twin/commands/modify","path":"/attributes/a","value":7,"headers":{
                 "correlation-id":"w","timeout":"2s",
                 "requested-acks":["weak:idle","weak:filter","weak:stranger","weak:own"]}}""");

        JsonObject answer = own.nextJson();
        assertThat(answer.getValue("topic")).contains(JsonValue.of("ack/lamp/things/twin/acks"));
        assertThat(answer.getValue("status")).contains(JsonValue.of(424));
        for (String label : new String[] {"weak:idle", "weak:filter", "weak:stranger"}) {
            assertThat(answer.getValue("value/" + label + "/status")).as(label).contains(JsonValue.of(200));
            assertThat(answer.getValue("value/" + label + "/headers/ditto-weak-ack"))
                    .as(label)
                    .contains(JsonValue.of(true));
        }
        assertThat(answer.getValue("value/weak:own/status")).contains(JsonValue.of(408));
        elsewhere.close();
        filtering.close();
        stranger.close();
        own.close();
    }

    @Test
    void a_label_belongs_to_one() throws Exception {
        SocketClient first = SocketClient.connect(server, READER, "declared-acks", "mine:done");
        SocketClient second = SocketClient.connect(server, ADMIN, "declared-acks", "mine:done");
        assertThat(second.nextJson().getValue("value/error"))
                .contains(JsonValue.of("acknowledgement:label.not.unique"));
        assertThat(second.closedWith()).isEqualTo(1000);

        first.send(
                """
                {"topic":"ack/lamp/things/twin/acks/other:done","path":"/","status":200,
                 "headers":{"correlation-id":"x"}}""");
        JsonObject refused = first.nextJson();
        assertThat(refused.getValue("value/error")).contains(JsonValue.of("acknowledgement:label.not.declared"));
        assertThat(refused.getValue("headers/correlation-id")).contains(JsonValue.of("x"));

        first.close();
        await().until(() -> server.door().sockets().isEmpty());
        SocketClient third = SocketClient.connect(server, ADMIN, "declared-acks", "mine:done")
                .follow("EVENTS");
        third.close();
    }

    @Test
    void acknowledgements_without_an_answer_are_refused_on_a_web_socket() throws Exception {
        SocketClient client = SocketClient.connect(server, ADMIN);
        client.send(
                """
                {"topic":"ack/lamp/things/twin/commands/modify","path":"/attributes/a","value":7,"headers":{
                 "correlation-id":"n","response-required":false,"requested-acks":["some:label"]}}""");
        assertThat(client.nextJson().getValue("value/error")).contains(JsonValue.of("header.invalid"));
        client.send(
                """
                {"topic":"ack/lamp/things/twin/commands/modify","path":"/attributes/a","value":7,"headers":{
                 "correlation-id":"n","timeout":"0"}}""");
        assertThat(client.nextJson().getValue("value/error")).contains(JsonValue.of("header.invalid"));
        client.close();
    }

    @Test
    void messages_are_acknowledged_besides_their_answer() throws Exception {
        SocketClient app = SocketClient.connect(server, READER, "declared-acks", "app:seen")
                .follow("MESSAGES");
        var answer = server.client()
                .sendAsync(
                        server.request(
                                        "/api/2/things/ack:lamp/inbox/messages/ask?requested-acks=app:seen,live-response")
                                .header("content-type", "application/json")
                                .POST(BodyPublishers.ofString("{\"x\":1}"))
                                .build(),
                        BodyHandlers.ofString());
        JsonObject message = app.nextJson();
        app.acknowledge(message, "ack/lamp", "live", "app:seen", 202, "");
        app.answer(message, 201, "{\"y\":2}");

        JsonObject body = JsonObject.of(answer.join().body());
        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(body.getValue("app:seen/status")).contains(JsonValue.of(202));
        assertThat(body.getValue("live-response/status")).contains(JsonValue.of(201));
        assertThat(body.getValue("live-response/payload")).contains(JsonObject.of("{\"y\":2}"));
        app.close();
    }

    private static CompletableFuture<HttpResponse<String>> put(String path) {
        return server.client()
                .sendAsync(
                        server.request(path)
                                .header("content-type", "application/json")
                                .PUT(BodyPublishers.ofString("5"))
                                .build(),
                        BodyHandlers.ofString());
    }
}
