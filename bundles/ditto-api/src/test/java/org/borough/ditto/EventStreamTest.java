// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.events.AttributeModified;
import org.eclipse.ditto.things.model.signals.events.FeaturePropertyModified;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static final String HEARTBEAT = "data:\n\n";

    private final ScriptedEngine engine = new ScriptedEngine();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(engine, TestServer.SETTINGS);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    static ThingEvent<?> attribute(String thing, String name, Object value) {
        return AttributeModified.of(
                ThingId.of(thing),
                JsonPointer.of(name),
                JsonValue.of(value),
                3,
                Instant.EPOCH,
                DittoHeaders.empty(),
                null);
    }

    private static ThingEvent<?> property(String thing, int value) {
        return FeaturePropertyModified.of(
                ThingId.of(thing),
                "luminaire",
                JsonPointer.of("level"),
                JsonValue.of(value),
                4,
                Instant.EPOCH,
                DittoHeaders.empty(),
                null);
    }

    /** A client that sees the chunks of the answer as they come over the wire. */
    private final class Reader implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;

        Reader(String path, String... headers) throws IOException {
            socket = new Socket("127.0.0.1", server.port());
            socket.setSoTimeout(5_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nx-subjects: borough:admin\r\n"
                    + "Accept: text/event-stream\r\n"
                    + String.join("", headers)
                    + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            in = socket.getInputStream();
        }

        String head() throws IOException {
            StringBuilder head = new StringBuilder();
            for (String line = line(); !line.isEmpty(); line = line()) {
                head.append(line.toLowerCase()).append('\n');
            }
            return head.toString();
        }

        String chunk() throws IOException {
            int size = Integer.parseInt(line(), 16);
            String chunk = new String(in.readNBytes(size), StandardCharsets.UTF_8);
            line();
            return chunk;
        }

        String event() throws IOException {
            String chunk = chunk();
            return chunk.equals(HEARTBEAT) ? event() : chunk;
        }

        /** What comes when all heartbeats have come. */
        String rest() throws IOException {
            String size = line();
            while (size.equals(Integer.toHexString(HEARTBEAT.length()))) {
                assertThat(new String(in.readNBytes(HEARTBEAT.length() + 2), StandardCharsets.UTF_8))
                        .startsWith(HEARTBEAT);
                size = line();
            }
            return size;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("closed");
                }
                line.append((char) c);
            }
            return line.toString().trim();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void every_event_is_one_chunk_without_a_space() throws IOException {
        try (Reader reader = new Reader("/api/2/things")) {
            assertThat(reader.head()).startsWith("http/1.1 200").contains("content-type: text/event-stream");

            engine.publish(attribute("city:a", "x", 1));
            engine.publish(attribute("city:b", "y", 2));

            assertThat(reader.event()).isEqualTo("data:{\"thingId\":\"city:a\",\"attributes\":{\"x\":1}}\n\n");
            assertThat(reader.event()).isEqualTo("data:{\"thingId\":\"city:b\",\"attributes\":{\"y\":2}}\n\n");
        }
        await().untilAsserted(() -> {
            engine.publish(attribute("city:a", "x", 1));
            assertThat(engine.subscribers).isEmpty();
        });
    }

    @Test
    void a_stream_ends_with_the_token_of_its_reader() throws IOException {
        Instant soon = Instant.now().plusMillis(700);
        for (String path : List.of("/api/2/things", "/api/2/things/city:a/inbox/messages")) {
            try (Reader reader = new Reader(path, "x-token-ends: " + soon + "\r\n")) {
                assertThat(reader.head()).startsWith("http/1.1 200");
                assertThat(reader.rest()).as(path).isEqualTo("0");
                assertThat(Instant.now()).isAfterOrEqualTo(soon.minusMillis(50));
            }
        }
        assertThat(server.door().streams()).isEmpty();
    }

    @Test
    void silence_is_filled_with_heartbeats() throws IOException {
        try (Reader reader = new Reader("/api/2/things")) {
            reader.head();
            assertThat(reader.chunk()).isEqualTo(HEARTBEAT);
            assertThat(reader.chunk()).isEqualTo(HEARTBEAT);
        }
    }

    @Test
    void a_reader_gets_only_what_it_asked_for() throws IOException {
        String path = "/api/2/things?namespaces=city,port&ids=city:a,port:b&filter=gt(attributes/x,1)"
                + "&fields=thingId,attributes/x,_revision";
        try (Reader reader = new Reader(path)) {
            reader.head();
            engine.publish(attribute("city:other", "x", 5));
            engine.publish(attribute("city:a", "x", 1));
            engine.publish(attribute("city:a", "x", 2));

            assertThat(reader.event())
                    .isEqualTo("data:{\"thingId\":\"city:a\",\"attributes\":{\"x\":2},\"_revision\":3}\n\n");
        }
    }

    @Test
    void a_filter_may_look_at_the_path_of_the_change() throws IOException {
        try (Reader reader = new Reader("/api/2/things?filter=eq(resource:path,%22/attributes/y%22)")) {
            reader.head();
            engine.publish(attribute("city:a", "x", 1));
            engine.publish(attribute("city:a", "y", 2));

            assertThat(reader.event()).contains("\"y\":2");
        }
    }

    @Test
    void extra_fields_come_with_the_change() throws IOException {
        engine.thing = JsonObject.of("{\"attributes\":{\"place\":\"dam\"}}");
        try (Reader reader =
                new Reader("/api/2/things?extraFields=attributes/place&filter=eq(attributes/place,%22dam%22)")) {
            reader.head();
            engine.publish(property("city:a", 40));

            assertThat(reader.event())
                    .contains("\"place\":\"dam\"", "\"features\":{\"luminaire\":{\"properties\":{\"level\":40}}}");
        }
    }

    @Test
    void a_stream_below_a_thing_tells_the_value_at_its_path() throws IOException {
        try (Reader reader = new Reader("/api/2/things/city:a/features/luminaire/properties/level")) {
            reader.head();
            engine.publish(attribute("city:a", "x", 1));
            engine.publish(property("city:b", 39));
            engine.publish(property("city:a", 40));

            assertThat(reader.event()).isEqualTo("data:40\n\n");
        }
    }

    @Test
    void the_context_of_a_change_comes_when_asked_for() throws IOException {
        try (Reader reader = new Reader("/api/2/things?fields=thingId,_context/topic,_context/value")) {
            reader.head();
            engine.publish(attribute("city:a", "x", 1));

            assertThat(reader.event())
                    .isEqualTo("data:{\"thingId\":\"city:a\",\"_context\":{"
                            + "\"topic\":\"city/a/things/twin/events/modified\",\"value\":1}}\n\n");
        }
    }

    @Test
    void a_filter_that_means_nothing_is_refused() throws IOException {
        try (Reader reader = new Reader("/api/2/things?filter=no(such")) {
            assertThat(reader.head()).startsWith("http/1.1 400");
        }
    }

    @Test
    void a_slow_reader_is_cut_off_and_slows_nobody() throws IOException {
        try (Reader slow = new Reader("/api/2/things");
                Reader quick = new Reader("/api/2/things?ids=city:b")) {
            slow.head();
            quick.head();
            String large = "x".repeat(50_000);

            await().atMost(Duration.ofSeconds(20)).until(() -> {
                for (int i = 0; i < 200; i++) {
                    engine.publish(attribute("city:a", "x", large));
                }
                return engine.subscribers.size() == 1;
            });
            await().until(() -> server.door().streams().size() == 1);
            engine.publish(attribute("city:b", "last", true));

            assertThat(quick.event()).contains("\"last\":true");
            assertThat(server.door().status().reason()).contains("1 slow readers cut off");
        }
    }
}
