// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.borough.testkit.FakeCommands;
import org.borough.thing.Answer;
import org.borough.thing.Command;
import org.borough.thing.Outcome;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages in Ditto Protocol, before the real engine and a router that obeys the test. */
class SocketMessageTest {

    private static TwinComponent twins;
    private static TestServer server;
    private final FakeCommands router = new FakeCommands();

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = new TestServer(twins, TestServer.SETTINGS);
        server.put("/api/2/things/city:lamp", "{}");
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
    void a_message_is_answered_by_the_device_under_its_correlation_id() throws Exception {
        SocketTest.Client client = SocketTest.Client.connect(server, true);
        client.send(message("city/lamp", "/features/f/inbox/messages/ask/a", "application/json", "", "{\"x\": 1}"));

        Command.Message asked = asked();
        assertThat(asked.thing()).hasToString("city:lamp");
        assertThat(asked.feature()).isEqualTo("f");
        assertThat(asked.subject()).isEqualTo("ask/a");
        assertThat(asked.contentType()).isEqualTo("application/json");
        assertThat(asked.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"x\":1}");
        router.end(message -> answered("application/json", "{\"y\":2}".getBytes(StandardCharsets.UTF_8)));

        JsonObject answer = client.nextJson();
        assertThat(answer.getValue("topic")).contains(JsonValue.of("city/lamp/things/live/messages/ask/a"));
        assertThat(answer.getValue("path")).contains(JsonValue.of("/features/f/inbox/messages/ask/a"));
        assertThat(answer.getValue("headers/correlation-id")).contains(JsonValue.of("c1"));
        assertThat(answer.getValue("status")).contains(JsonValue.of(203));
        assertThat(answer.getValue("value")).contains(JsonObject.of("{\"y\":2}"));
    }

    @Test
    void bytes_go_as_base64() throws Exception {
        SocketTest.Client client = SocketTest.Client.connect(server, true);
        client.send(message("city/lamp", "/inbox/messages/ask/a", "image/png", "", "\"AP/DKAo=\""));

        assertThat(asked().bytes()).containsExactly(0, 0xFF, 0xC3, 0x28, 10);
        router.end(message -> answered("image/png", new byte[] {(byte) 0xFF, 0}));

        assertThat(client.nextJson().getValue("value")).contains(JsonValue.of("/wA="));
    }

    @Test
    void errors_come_on_the_live_channel() throws Exception {
        SocketTest.Client client = SocketTest.Client.connect(server, true);
        client.send(message("city/none", "/inbox/messages/ask/a", "text/plain", "", "\"hi\""));
        assertError(client.nextJson(), "city/none/things/live/errors", 404, "things:thing.notfound");

        client.send(message("city/lamp", "/inbox/messages/ask/a", "text/plain", "200ms", "\"hi\""));
        asked();
        assertError(client.nextJson(), "city/lamp/things/live/errors", 408, "command.timeout");

        client.send(message("city/lamp", "/inbox/messages/ask/a", "text/plain", "2m", "\"hi\""));
        assertError(client.nextJson(), "city/lamp/things/live/errors", 400, "timeout.invalid");
    }

    @Test
    void fire_and_forget_is_not_answered() throws Exception {
        SocketTest.Client client = SocketTest.Client.connect(server, true);
        client.send(message("city/lamp", "/inbox/messages/ask/a", "text/plain", "0", "\"hi\""));
        assertThat(asked().responseRequired()).isFalse();

        client.send(message("city/none", "/inbox/messages/ask/a", "text/plain", "", "\"hi\""));
        assertThat(client.nextJson().getValue("status"))
                .as("the next one's answer")
                .contains(JsonValue.of(404));
        assertThat(client.texts).isEmpty();
    }

    private static String message(String thing, String path, String contentType, String timeout, String value) {
        return """
                {"topic":"%s/things/live/messages/ask/a","path":"%s","value":%s,
                 "headers":{"correlation-id":"c1","content-type":"%s"%s}}"""
                .formatted(thing, path, value, contentType, timeout.isEmpty() ? "" : ",\"timeout\":\"" + timeout + '"');
    }

    private Command.Message asked() {
        await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(2)).until(() -> !router.asked()
                .isEmpty());
        return router.takeAsked().get(0);
    }

    private static Outcome answered(String contentType, byte[] payload) {
        return new Outcome.Confirmed(Instant.now(), "", "", Optional.of(new Answer(203, contentType, payload)));
    }

    private static void assertError(JsonObject answer, String topic, int status, String code) {
        assertThat(answer.getValue("topic")).contains(JsonValue.of(topic));
        assertThat(answer.getValue("headers/correlation-id")).contains(JsonValue.of("c1"));
        assertThat(answer.getValue("status")).contains(JsonValue.of(status));
        assertThat(answer.getValue("value/error")).contains(JsonValue.of(code));
    }
}
