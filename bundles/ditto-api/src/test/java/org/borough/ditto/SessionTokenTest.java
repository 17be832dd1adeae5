// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.borough.access.token.TokenVerdict;
import org.borough.access.token.Tokens;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSockets of clients that came with a token. */
class SessionTokenTest {

    private static final String USER = "ditto:user";

    private final Instant soon = Instant.now().plusMillis(1500);
    private final Instant later = Instant.now().plusSeconds(600);
    private final Map<String, TokenVerdict> verdicts = Map.of(
            "newer", new TokenVerdict.Valid(List.of(USER), later),
            "ends-soon", new TokenVerdict.Valid(List.of(USER), soon),
            "other", new TokenVerdict.Valid(List.of("ditto:other"), later),
            "unknown", new TokenVerdict.Refused(503, "gateway:publickey.provider.unavailable", "Not now.", "Later."));
    private final Tokens tokens = text -> CompletableFuture.completedStage(verdicts.getOrDefault(
            text, new TokenVerdict.Refused(401, "gateway:authentication.failed", "No.", "It is forged.")));

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(new ScriptedEngine(), TestServer.SETTINGS);
        server.door().bindTokens(tokens);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private record Connection(SocketTest.Client client, WebSocket socket) {

        void say(String text) {
            socket.sendText(text, true).join();
        }

        String nextError() throws InterruptedException {
            String text = client.texts.poll(5, TimeUnit.SECONDS);
            return JsonObject.of(text)
                    .getValue("value/error")
                    .map(JsonValue::asString)
                    .orElseThrow();
        }

        void isClosed() {
            await().atMost(Duration.ofSeconds(5)).until(() -> !client.closed.isEmpty());
        }

        /** Still answers, so it lives. */
        void lives() throws InterruptedException {
            say("STOP-SEND-EVENTS");
            assertThat(client.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("STOP-SEND-EVENTS:ACK");
        }
    }

    private Connection connect(Instant ends) {
        SocketTest.Client client = new SocketTest.Client(true);
        WebSocket.Builder builder = server.client().newWebSocketBuilder().header("x-subjects", USER);
        if (ends != null) {
            builder.header("x-token-ends", ends.toString());
        }
        return new Connection(
                client,
                builder.buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ws/2"), client)
                        .join());
    }

    @Test
    void a_session_ends_with_its_token_and_says_so() throws Exception {
        Connection connection = connect(soon);

        assertThat(connection.nextError()).isEqualTo("gateway:websocket.session.expired");
        connection.isClosed();
        assertThat(Instant.now()).isAfterOrEqualTo(soon.minusMillis(50));
    }

    @Test
    void a_token_that_is_over_ends_the_session_at_once() throws Exception {
        assertThat(connect(Instant.now().minusSeconds(10)).nextError()).isEqualTo("gateway:websocket.session.expired");
    }

    @Test
    void a_newer_token_of_the_same_subjects_keeps_the_session() throws Exception {
        Connection connection = connect(soon);

        connection.say("JWT-TOKEN?jwtToken=newer");
        await().pollDelay(Duration.between(Instant.now(), soon.plusMillis(300)))
                .untilAsserted(() -> assertThat(connection.client().closed).isEmpty());
        connection.lives();
    }

    @Test
    void a_newer_token_can_end_earlier() throws Exception {
        Connection connection = connect(later);

        connection.say("JWT-TOKEN?jwtToken=ends-soon");
        assertThat(connection.nextError()).isEqualTo("gateway:websocket.session.expired");
    }

    @Test
    void a_token_of_somebody_else_ends_the_session() throws Exception {
        Connection connection = connect(later);

        connection.say("JWT-TOKEN?jwtToken=other");
        assertThat(connection.nextError()).isEqualTo("gateway:websocket.session.closed");
        connection.isClosed();
        assertThat(connection.client().closed.peek()).contains("authorization context changed");
    }

    @Test
    void a_forged_or_missing_token_ends_the_session() throws Exception {
        for (String text : List.of("JWT-TOKEN?jwtToken=forged", "JWT-TOKEN?jwtToken=", "JWT-TOKEN")) {
            Connection connection = connect(later);
            connection.say(text);
            assertThat(connection.nextError()).as(text).isEqualTo("gateway:websocket.session.closed");
            connection.isClosed();
        }
    }

    @Test
    void a_token_that_cannot_be_checked_now_changes_nothing() throws Exception {
        Connection connection = connect(later);

        connection.say("JWT-TOKEN?jwtToken=unknown");
        assertThat(connection.nextError()).isEqualTo("gateway:publickey.provider.unavailable");
        connection.lives();
    }
}
