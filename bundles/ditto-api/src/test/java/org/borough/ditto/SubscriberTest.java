// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.borough.testkit.FakeCommands;
import org.borough.thing.Answer;
import org.borough.thing.Outcome;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What WebSocket clients are sent of messages, live commands and live events, and what becomes of their answers. */
class SubscriberTest {

    private static final String ADMIN = "borough:admin";
    private static final String READER = "borough:reader";
    private static final String LAMP = "/api/2/things/sub:lamp";
    private static final String POLICY =
            """
            {"entries":{
              "admin":{"subjects":{"borough:admin":{"type":"t"}},"resources":{
                "thing:/":{"grant":["READ","WRITE"],"revoke":[]},"policy:/":{"grant":["READ","WRITE"],"revoke":[]},
                "message:/":{"grant":["READ","WRITE"],"revoke":[]}}},
              "reader":{"subjects":{"borough:reader":{"type":"t"}},"resources":{
                "thing:/":{"grant":["READ"],"revoke":[]},"thing:/attributes/secret":{"grant":[],"revoke":["READ"]},
                "message:/":{"grant":["READ"],"revoke":[]}}}}}""";

    private static TwinComponent twins;
    private static TestServer server;
    private final FakeCommands router = new FakeCommands();

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = new TestServer(twins, TestServer.SETTINGS);
        server.put("/api/2/policies/sub:policy", POLICY);
        server.put(LAMP, "{\"policyId\":\"sub:policy\",\"attributes\":{\"a\":5,\"secret\":\"s\"}}");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        twins.close();
    }

    @BeforeEach
    void route() {
        server.door().bindCommands(router);
    }

    @Test
    void a_message_goes_to_the_device_and_to_whoever_may_read_it() throws Exception {
        SocketClient app = SocketClient.connect(server, READER).follow("MESSAGES?extraFields=attributes");
        SocketClient other = SocketClient.connect(server, "borough:stranger").follow("MESSAGES");
        SocketClient elsewhere = SocketClient.connect(server, READER).follow("MESSAGES?namespaces=city");

        var answer = message(LAMP + "/features/f/inbox/messages/ask", "{\"x\":1}");

        JsonObject message = app.nextJson();
        assertThat(message.getValue("topic")).contains(JsonValue.of("sub/lamp/things/live/messages/ask"));
        assertThat(message.getValue("path")).contains(JsonValue.of("/features/f/inbox/messages/ask"));
        assertThat(message.getValue("value")).contains(JsonObject.of("{\"x\":1}"));
        assertThat(message.getValue("headers/content-type")).contains(JsonValue.of("application/json"));
        assertThat(message.getValue("extra")).contains(JsonObject.of("{\"attributes\":{\"a\":5}}"));
        await().until(() -> router.asked().size() == 1);
        assertThat(other.hearsNothing()).isTrue();
        assertThat(elsewhere.hearsNothing()).isTrue();
        app.answer(message, 207, "{\"y\":2}");

        assertThat(answer.join().statusCode()).isEqualTo(207);
        assertThat(answer.join().body()).isEqualTo("{\"y\":2}");
        assertThat(answer.join().headers().firstValue("content-type")).contains("application/json");
        router.end(asked -> new Outcome.Rejected(Instant.now(), "late", 503));
        app.close();
        other.close();
        elsewhere.close();
    }

    @Test
    void a_device_that_cannot_take_a_message_does_not_speak_for_the_app_that_has_it() throws Exception {
        SocketClient app = SocketClient.connect(server, READER).follow("MESSAGES");
        var answer = message(LAMP + "/inbox/messages/ask", "{}");
        JsonObject message = app.nextJson();
        await().until(() -> !router.asked().isEmpty());
        router.end(asked -> new Outcome.Rejected(Instant.now(), "no adapter", 501));
        app.answer(message, 200, "1");
        assertThat(answer.join().statusCode()).isEqualTo(200);
        app.close();
    }

    @Test
    void the_first_answer_counts() throws Exception {
        SocketClient app = SocketClient.connect(server, READER).follow("MESSAGES");
        var answer = message(LAMP + "/inbox/messages/ask", "{}");
        JsonObject message = app.nextJson();
        await().until(() -> !router.asked().isEmpty());
        Answer said = new Answer(203, "text/plain", "device".getBytes(StandardCharsets.UTF_8));
        router.end(asked -> new Outcome.Confirmed(Instant.now(), "", "", Optional.of(said)));
        assertThat(answer.join().body()).isEqualTo("device");
        app.answer(message, 200, "1");
        assertThat(app.hearsNothing()).isTrue();
        app.close();
    }

    @Test
    void bytes_travel_as_base64_and_come_back_as_bytes() throws Exception {
        SocketClient app = SocketClient.connect(server, READER).follow("MESSAGES");
        var answer = server.client()
                .sendAsync(
                        server.request(LAMP + "/outbox/messages/tell")
                                .header("content-type", "application/octet-stream")
                                .POST(BodyPublishers.ofByteArray(new byte[] {0, -1}))
                                .build(),
                        BodyHandlers.ofByteArray());
        JsonObject message = app.nextJson();
        assertThat(message.getValue("value")).contains(JsonValue.of("AP8="));
        app.answer(message, 200, "\"/wA=\"");
        assertThat(answer.join().body()).containsExactly(-1, 0);
        app.close();
    }

    @Test
    void a_claim_is_answered_by_who_may_read_it() throws Exception {
        SocketClient app = SocketClient.connect(server, READER).follow("MESSAGES");
        var answer = message(LAMP + "/inbox/claim", "{}");
        JsonObject claim = app.nextJson();
        assertThat(claim.getValue("topic")).contains(JsonValue.of("sub/lamp/things/live/messages/claim"));
        app.answer(claim, 204, "");
        assertThat(answer.join().statusCode()).isEqualTo(204);
        app.close();
    }

    @Test
    void messages_between_web_sockets_are_answered_there() throws Exception {
        SocketClient app = SocketClient.connect(server, READER).follow("MESSAGES");
        SocketClient sender = SocketClient.connect(server, ADMIN).follow("MESSAGES");
        sender.send(
                """
                {"topic":"sub/lamp/things/live/messages/hi","path":"/inbox/messages/hi","value":"ho",
                 "headers":{"correlation-id":"c9","content-type":"text/plain"}}""");
        app.answer(app.nextJson(), 200, "\"hey\"");
        JsonObject answer = sender.nextJson();
        assertThat(answer.getValue("headers/correlation-id")).contains(JsonValue.of("c9"));
        assertThat(answer.getValue("value")).contains(JsonValue.of("hey"));
        assertThat(sender.hearsNothing()).as("no echo").isTrue();
        app.close();
        sender.close();
    }

    @Test
    void live_events_reach_who_may_read_all_of_them() throws Exception {
        SocketClient reader = SocketClient.connect(server, READER).follow("LIVE-EVENTS?extraFields=attributes/a");
        SocketClient sender = SocketClient.connect(server, ADMIN).follow("LIVE-EVENTS", "EVENTS");
        sender.send(event("/attributes/secret", "\"t\""));
        sender.send(event("/attributes/a", "6"));

        JsonObject event = reader.nextJson();
        assertThat(event.getValue("topic")).contains(JsonValue.of("sub/lamp/things/live/events/modified"));
        assertThat(event.getValue("path")).contains(JsonValue.of("/attributes/a"));
        assertThat(event.getValue("extra")).contains(JsonObject.of("{\"attributes\":{\"a\":5}}"));
        assertThat(sender.hearsNothing()).isTrue();

        SocketClient writer = SocketClient.connect(server, READER);
        writer.send(event("/attributes/a", "7"));
        JsonObject refused = writer.nextJson();
        assertThat(refused.getValue("status")).contains(JsonValue.of(403));
        assertThat(refused.getValue("topic")).contains(JsonValue.of("sub/lamp/things/live/errors"));
        reader.close();
        sender.close();
        writer.close();
    }

    @Test
    void who_may_read_a_part_is_sent_that_part_of_a_live_change_and_cannot_answer_it() throws Exception {
        SocketClient reader = SocketClient.connect(server, READER).follow("LIVE-EVENTS", "LIVE-COMMANDS");
        SocketClient sender = SocketClient.connect(server, ADMIN);
        sender.send(event("/attributes", "{\"a\":6,\"secret\":\"t\"}"));
        assertThat(reader.nextJson().getValue("value")).contains(JsonObject.of("{\"a\":6}"));
        sender.send(event("/attributes", "{\"secret\":\"t\"}"));

        for (String action : new String[] {"modify", "merge"}) {
            sender.send(
                    """
                    {"topic":"sub/lamp/things/live/commands/%1$s","path":"/","headers":{"correlation-id":"%1$s",
                     "timeout":"600ms","content-type":"application/%2$s"},
                     "value":{"thingId":"sub:lamp","attributes":{"a":7,"secret":"u"}}}"""
                            .formatted(action, action.equals("merge") ? "merge-patch+json" : "json"));
            JsonObject change = reader.nextJson();
            assertThat(change.getValue("topic")).contains(JsonValue.of("sub/lamp/things/live/commands/" + action));
            assertThat(change.getValue("value/attributes")).contains(JsonObject.of("{\"a\":7}"));
            reader.answer(change, 204, "");
            assertThat(sender.nextJson().getValue("status")).as(action).contains(JsonValue.of(408));
        }
        assertThat(reader.hearsNothing()).isTrue();
        reader.close();
        sender.close();
    }

    @Test
    void twin_events_tell_their_reader_what_it_may_know_at_that_revision() throws Exception {
        SocketClient reader = SocketClient.connect(server, READER)
                .follow("EVENTS?namespaces=sub&filter=exists(attributes/n)&extraFields=attributes");
        server.put(LAMP + "/attributes/n", "1");
        server.put(LAMP + "/attributes/secret", "\"u\"");
        server.put(LAMP + "/attributes/n", "2");

        JsonObject first = reader.nextJson();
        assertThat(first.getValue("value")).contains(JsonValue.of(1));
        assertThat(first.getValue("extra/attributes/n")).contains(JsonValue.of(1));
        assertThat(first.getValue("extra/attributes/secret")).isEmpty();
        assertThat(reader.nextJson().getValue("value")).contains(JsonValue.of(2));
        server.delete(LAMP + "/attributes/n");
        reader.send("STOP-SEND-EVENTS");
        reader.close();
    }

    @Test
    void a_payload_has_its_limit_on_a_web_socket_too() throws Exception {
        SocketClient client = SocketClient.connect(server, ADMIN);
        client.send(
                """
                {"topic":"sub/lamp/things/live/messages/hi","path":"/inbox/messages/hi","value":{"a":"%s"},
                 "headers":{"correlation-id":"c9","content-type":"application/json"}}"""
                        .formatted("a".repeat(256_000)));
        JsonObject refused = client.nextJson();
        assertThat(refused.getValue("status")).contains(JsonValue.of(413));
        assertThat(refused.getValue("value/error")).contains(JsonValue.of("messages:payload.toolarge"));
        client.close();
    }

    @Test
    void whose_subject_ends_is_told_until_it_acknowledges() throws Exception {
        SocketClient other = SocketClient.connect(server, READER).follow("POLICY-ANNOUNCEMENTS");
        SocketClient ending = SocketClient.connect(server, "borough:ending", "declared-acks", "ending:noted")
                .follow("POLICY-ANNOUNCEMENTS?namespaces=sub");
        server.put(
                "/api/2/policies/sub:ends",
                """
                {"entries":{
                  "admin":{"subjects":{"borough:admin":{"type":"t"}},"resources":{
                    "policy:/":{"grant":["READ","WRITE"],"revoke":[]}}},
                  "ending":{"subjects":{"borough:ending":{"type":"t","announcement":{"beforeExpiry":"1s",
                      "whenDeleted":true,"requestedAcks":{"labels":["ending:noted"],"timeout":"5s"}}}},
                    "resources":{"thing:/":{"grant":["READ"],"revoke":[]}}}}}""");
        server.delete("/api/2/policies/sub:ends/entries/ending/subjects/borough:ending");

        JsonObject announcement = ending.nextJson();
        assertThat(announcement.getValue("topic"))
                .contains(JsonValue.of("sub/ends/policies/announcements/subjectDeletion"));
        assertThat(announcement.getValue("headers/requested-acks").orElseThrow().toString())
                .contains("ending:noted");
        ending.send(
                """
                {"topic":"sub/ends/things/twin/acks/ending:noted","path":"/","status":200,"headers":{
                 "correlation-id":%s}}"""
                        .formatted(
                                announcement.getValue("headers/correlation-id").orElseThrow()));
        assertThat(ending.peek()).as("no error, and not again").isEmpty();
        assertThat(other.hearsNothing()).isTrue();
        other.close();
        ending.close();
    }

    @Test
    void only_text_is_understood() throws Exception {
        SocketClient client = SocketClient.connect(server, ADMIN);
        client.sendBinary();
        assertThat(client.closedWith()).isEqualTo(1003);
    }

    @Test
    void reading_is_paced_where_the_operator_wants_it() throws Exception {
        Settings usual = TestServer.SETTINGS;
        TestServer paced = new TestServer(
                twins,
                new Settings(
                        usual.allowAnonymous(),
                        usual.timeout(),
                        usual.maxThingBytes(),
                        usual.maxPolicyBytes(),
                        usual.maxHeaderBytes(),
                        usual.maxMessageBytes(),
                        usual.maxPayloadBytes(),
                        usual.maxQueuedEvents(),
                        usual.maxQueuedBytes(),
                        usual.maxPendingCommands(),
                        20,
                        usual.heartbeat(),
                        usual.maxEventsPerSecond()));
        SocketClient client = SocketClient.connect(paced, ADMIN);
        Instant start = Instant.now();
        for (int i = 0; i < 50; i++) {
            client.send(
                    """
                    {"topic":"sub/lamp/things/twin/commands/retrieve","path":"/","headers":{"correlation-id":"%d"}}"""
                            .formatted(i));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(client.nextJson().getValue("status")).contains(JsonValue.of(200));
        }
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(1800), Duration.ofSeconds(6));
        paced.close();
    }

    private static String event(String path, String value) {
        return """
                {"topic":"sub/lamp/things/live/events/modified","path":"%s","value":%s,"revision":1,
                 "headers":{"correlation-id":"e"}}"""
                .formatted(path, value);
    }

    private static CompletableFuture<HttpResponse<String>> message(String path, String body) {
        return server.client()
                .sendAsync(
                        server.request(path)
                                .header("content-type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }
}
