// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.borough.twin.engine.TwinComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages to and from things as server-sent events, from the real engine. */
class MessageStreamTest {

    private static final String LAMP = "/api/2/things/city:lamp";

    private static TwinComponent twins;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = new TestServer(twins, TestServer.SETTINGS);
        server.put(LAMP, "{\"features\":{\"bulb\":{}}}");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        twins.close();
    }

    private static final class Events implements AutoCloseable {

        private final BufferedReader lines;

        Events(String path, String subject) throws Exception {
            HttpResponse<InputStream> answer = server.client()
                    .send(
                            server.request(path)
                                    .setHeader("x-subjects", subject)
                                    .header("accept", "text/event-stream")
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        String next() throws IOException {
            StringBuilder event = new StringBuilder();
            for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                event.append(line).append('|');
            }
            return event.toString().equals("data:|") ? next() : event.toString();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private static void send(String path, String body, String type) {
        HttpResponse<String> answer = server.send(server.request(LAMP + path + "?timeout=0")
                .header("content-type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void messages_to_a_thing_come_with_their_subject_behind_the_payload() throws Exception {
        try (Events events = new Events(LAMP + "/inbox/messages", "borough:admin")) {
            send("/features/bulb/inbox/messages/other", "no", "text/plain");
            send("/outbox/messages/other", "no", "text/plain");
            send("/inbox/messages/bumlux-one", "test-one", "text/plain");
            send("/inbox/messages/ask/twice", "{\"a\":1}", "application/json");
            send("/inbox/messages/long", "two\nlines", "text/plain");

            assertThat(events.next()).isEqualTo("data:test-one|event:bumlux-one|");
            assertThat(events.next()).isEqualTo("data:{\"a\":1}|event:ask/twice|");
            assertThat(events.next()).isEqualTo("data:two|data:lines|event:long|");
        }
    }

    @Test
    void one_subject_of_a_feature_may_be_asked_for() throws Exception {
        String path = LAMP + "/features/bulb/inbox/messages/bumlux";
        try (Events events = new Events(path, "borough:admin")) {
            send("/inbox/messages/bumlux", "thing", "text/plain");
            send("/features/bulb/inbox/messages/bumlux2", "other", "text/plain");
            send("/features/bulb/inbox/messages/bumlux", "feature", "text/plain");

            assertThat(events.next()).isEqualTo("data:feature|event:bumlux|");
        }
    }

    @Test
    void messages_from_a_thing_come_from_its_outbox() throws Exception {
        try (Events events = new Events(LAMP + "/outbox/messages", "borough:admin")) {
            send("/inbox/messages/x", "in", "text/plain");
            send("/outbox/messages/x", "out", "text/plain");

            assertThat(events.next()).isEqualTo("data:out|event:x|");
        }
    }

    @Test
    void nobody_sees_messages_that_the_policy_hides() throws Exception {
        String path = LAMP + "/inbox/messages";
        try (Events hidden = new Events(path, "x:stranger");
                Events shown = new Events(path, "borough:admin")) {
            send("/inbox/messages/secret", "s", "text/plain");
            assertThat(shown.next()).contains("secret");

            assertThat(hidden.lines.readLine()).isEqualTo("data:");
        }
    }
}
