// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttribute;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttributeResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketTest {

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

    static final class Client implements WebSocket.Listener {

        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final Queue<String> closed = new ConcurrentLinkedQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final boolean reads;
        private WebSocket socket;

        Client(boolean reads) {
            this.reads = reads;
        }

        static Client connect(TestServer server, boolean reads) {
            Client client = new Client(reads);
            client.socket = server.client()
                    .newWebSocketBuilder()
                    .header("x-subjects", "borough:admin")
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ws/2"), client)
                    .join();
            return client;
        }

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(reads ? Long.MAX_VALUE : 1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed.add(status + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            closed.add(failure.toString());
        }

        void send(String message) {
            socket.sendText(message, true).join();
        }

        String next() throws InterruptedException {
            String next = texts.poll(5, TimeUnit.SECONDS);
            assertThat(next).as("a message in time").isNotNull();
            return next;
        }

        JsonObject nextJson() throws InterruptedException {
            return JsonObject.of(next());
        }
    }

    private static String modify(String correlationId, int value) {
        return """
                {"topic":"city/lamp/things/twin/commands/modify","headers":{"correlation-id":"%s"},
                 "path":"/attributes/a","value":%d}"""
                .formatted(correlationId, value);
    }

    private void engineModifies() {
        engine.answersLater(command -> ModifyAttributeResponse.modified(
                ThingId.of("city:lamp"), ((ModifyAttribute) command).getAttributePointer(), revised(command)));
    }

    private static DittoHeaders revised(Command<?> command) {
        return command.getDittoHeaders().toBuilder()
                .putHeader("entity-revision", "7")
                .build();
    }

    @Test
    void a_command_is_answered_under_its_correlation_id() throws Exception {
        engineModifies();
        Client client = Client.connect(server, true);

        client.send(modify("c1", 5));

        JsonObject answer = client.nextJson();
        assertThat(answer.getValue("topic")).contains(JsonValue.of("city/lamp/things/twin/commands/modify"));
        assertThat(answer.getValue("headers/correlation-id")).contains(JsonValue.of("c1"));
        assertThat(answer.getValue("headers/entity-revision")).contains(JsonValue.of(7));
        assertThat(answer.getValue("headers/ditto-auth-context")).isEmpty();
        assertThat(answer.getValue("path")).contains(JsonValue.of("/attributes/a"));
        assertThat(answer.getValue("status")).contains(JsonValue.of(204));
        assertThat(engine.lastAsked()
                        .getDittoHeaders()
                        .getAuthorizationContext()
                        .getAuthorizationSubjectIds())
                .containsExactly("borough:admin");
    }

    @Test
    void nobody_puts_himself_in_another_ones_place() throws Exception {
        engineModifies();
        Client client = Client.connect(server, true);

        client.send(modify("c1", 5)
                .replace(
                        "\"headers\":{",
                        "\"headers\":{\"ditto-sudo\":\"true\",\"ditto-originator\":\"evil\","
                                + "\"ditto-auth-context\":{\"type\":\"x\",\"subjects\":[\"evil\"]},"));

        client.next();
        DittoHeaders headers = engine.lastAsked().getDittoHeaders();
        assertThat(headers.getAuthorizationContext().getAuthorizationSubjectIds())
                .containsExactly("borough:admin");
        assertThat(headers).containsEntry("ditto-originator", "borough:admin").doesNotContainKey("ditto-sudo");
    }

    @Test
    void a_failed_command_is_answered_with_its_error() throws Exception {
        engine.fails(
                ThingNotAccessibleException.newBuilder(ThingId.of("city:lamp")).build());
        Client client = Client.connect(server, true);

        client.send(modify("c2", 5));

        JsonObject answer = client.nextJson();
        assertThat(answer.getValue("topic")).contains(JsonValue.of("city/lamp/things/twin/errors"));
        assertThat(answer.getValue("headers/correlation-id")).contains(JsonValue.of("c2"));
        assertThat(answer.getValue("status")).contains(JsonValue.of(404));
        assertThat(answer.getValue("value/error")).contains(JsonValue.of("things:thing.notfound"));
    }

    @Test
    void a_failed_policy_command_is_answered_with_an_error_of_policies() throws Exception {
        engine.fails(PolicyNotAccessibleException.newBuilder(PolicyId.of("city:lamp"))
                .build());
        Client client = Client.connect(server, true);

        client.send("{\"topic\":\"city/lamp/policies/commands/retrieve\",\"headers\":{},\"path\":\"/\"}");

        assertThat(client.nextJson().getValue("topic")).contains(JsonValue.of("city/lamp/policies/errors"));
    }

    @Test
    void what_cannot_be_read_is_answered_too() throws Exception {
        Client client = Client.connect(server, true);

        client.send("HELLO");
        assertThat(client.nextJson().getValue("value/error")).contains(JsonValue.of("json.invalid"));
        client.send("START-SEND-GOSSIP");
        assertThat(client.nextJson().getValue("value/error")).contains(JsonValue.of("json.invalid"));
        client.send("START-SEND-EVENTS?filter=no(such");
        assertThat(client.nextJson().getValue("value/error")).contains(JsonValue.of("rql.expression.invalid"));
        client.send("{\"topic\":\"city/lamp/things/twin/commands/dance\",\"headers\":{\"correlation-id\":\"c3\"},"
                + "\"path\":\"/\"}");
        JsonObject unknown = client.nextJson();
        assertThat(unknown.getValue("headers/correlation-id")).contains(JsonValue.of("c3"));
        assertThat(unknown.getValue("status")).contains(JsonValue.of(400));
    }

    @Test
    void events_come_between_start_and_stop() throws Exception {
        Client client = Client.connect(server, true);
        client.send("START-SEND-EVENTS?namespaces=city&filter=gt(attributes/a,1)");
        assertThat(client.next()).isEqualTo("START-SEND-EVENTS:ACK");

        engine.publish(EventStreamTest.attribute("other:lamp", "a", 5));
        engine.publish(EventStreamTest.attribute("city:lamp", "a", 1));
        engine.publish(EventStreamTest.attribute("city:lamp", "a", 2));

        JsonObject event = client.nextJson();
        assertThat(event.getValue("topic")).contains(JsonValue.of("city/lamp/things/twin/events/modified"));
        assertThat(event.getValue("path")).contains(JsonValue.of("/attributes/a"));
        assertThat(event.getValue("value")).contains(JsonValue.of(2));
        assertThat(event.getValue("revision")).contains(JsonValue.of(3));
        assertThat(event.getValue("timestamp")).contains(JsonValue.of("1970-01-01T00:00:00Z"));
        client.send("STOP-SEND-EVENTS");
        assertThat(client.next()).isEqualTo("STOP-SEND-EVENTS:ACK");
        assertThat(engine.subscribers).isEmpty();
    }

    @Test
    void extra_fields_come_with_the_event() throws Exception {
        engine.thing = JsonObject.of("{\"attributes\":{\"place\":\"dam\"}}");
        Client client = Client.connect(server, true);
        client.send("START-SEND-EVENTS?extraFields=attributes%2Fplace");
        client.next();

        engine.publish(EventStreamTest.attribute("city:lamp", "a", 1));

        assertThat(client.nextJson().getValue("extra")).contains(JsonObject.of("{\"attributes\":{\"place\":\"dam\"}}"));
    }

    @Test
    void a_client_does_not_hear_its_own_echo() throws Exception {
        engine.answers(command -> {
            engine.publish(EventStreamTest.attribute("city:lamp", "a", 1).setDittoHeaders(command.getDittoHeaders()));
            return ModifyAttributeResponse.modified(
                    ThingId.of("city:lamp"), ((ModifyAttribute) command).getAttributePointer(), revised(command));
        });
        Client client = Client.connect(server, true);
        Client other = Client.connect(server, true);
        client.send("START-SEND-EVENTS");
        client.next();
        other.send("START-SEND-EVENTS");
        other.next();

        client.send(modify("c1", 1));

        assertThat(client.nextJson().getValue("status")).contains(JsonValue.of(204));
        assertThat(other.nextJson().getValue("topic")).contains(JsonValue.of("city/lamp/things/twin/events/modified"));
    }

    @Test
    void none_of_many_commands_stays_without_answer() throws Exception {
        engineModifies();
        Client client = Client.connect(server, true);

        for (int i = 0; i < 5_000; i++) {
            client.send(modify("c" + i, i));
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> client.texts.size() == 5_000);
    }

    @Test
    void a_client_that_does_not_read_is_cut_off() {
        Client client = Client.connect(server, false);
        client.send("START-SEND-EVENTS");
        await().until(() -> engine.subscribers.size() == 1);
        String large = "x".repeat(50_000);

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            for (int i = 0; i < 200; i++) {
                engine.publish(EventStreamTest.attribute("city:lamp", "a", large));
            }
            return engine.subscribers.isEmpty();
        });

        await().until(() -> server.door().sockets().isEmpty());
    }

    @Test
    void a_client_is_told_when_the_door_closes() {
        Client client = Client.connect(server, true);
        await().until(() -> server.door().sockets().size() == 1);

        server.door().close();

        await().untilAsserted(
                        () -> assertThat(client.closed).containsExactly("1001 The server goes down or starts anew."));
    }

    @Test
    void nobody_gets_in_without_being_known() {
        assertThatThrownBy(() -> server.client()
                        .newWebSocketBuilder()
                        .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ws/2"), new Client(true))
                        .join())
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> assertThat(
                                refused.getResponse().statusCode())
                        .isEqualTo(401));
    }
}
