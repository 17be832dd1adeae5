// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.itests.DittoClientPool.get;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgements;
import org.eclipse.ditto.client.DittoClient;
import org.eclipse.ditto.client.changes.Change;
import org.eclipse.ditto.client.changes.ChangeAction;
import org.eclipse.ditto.client.live.commands.LiveCommandHandler;
import org.eclipse.ditto.client.live.commands.modify.CreateThingLiveCommand;
import org.eclipse.ditto.client.live.commands.modify.CreateThingLiveCommandAnswerBuilder;
import org.eclipse.ditto.client.live.messages.RepliableMessage;
import org.eclipse.ditto.client.management.AcknowledgementsFailedException;
import org.eclipse.ditto.client.options.Options;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.MessagePayloadSizeTooLargeException;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages, live commands and live events through Ditto's Java client. */
@ExtendWith(CityExtension.class)
class DittoClientLiveIT {

    private static final AcknowledgementLabel SEEN = AcknowledgementLabel.of("app:seen-live");

    private final ThingId id = ThingId.of("client", "live-" + UUID.randomUUID());
    private final BlockingQueue<Message<?>> heard = new LinkedBlockingQueue<>();
    private City city;
    private DittoClientPool clients;
    private DittoClient sender;
    private DittoClient app;
    private Thing thing;

    @BeforeEach
    void connect(City started) {
        city = started;
        clients = new DittoClientPool(city);
        sender = clients.connect();
        app = clients.connect(Set.of(), Set.of(SEEN));
        thing = ThingsModelFactory.newThing(
                """
                {"thingId":"%s","policyId":"%s","attributes":{"place":"cellar"},"features":{"f1":{},"f2":{}}}"""
                        .formatted(id, id));
        get(sender.twin().create(thing, DittoClientPool.policy(id.toString(), "")));
    }

    @AfterEach
    void disconnect() {
        clients.close();
    }

    private HttpResponse<String> post(String path, String type, byte[] body) {
        String user = Base64.getEncoder().encodeToString(("admin:" + city.password()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + city.ports().api() + "/api/2/things/" + id + path))
                .header("Authorization", "Basic " + user)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return get(HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString()));
    }

    private Message<?> next() throws InterruptedException {
        Message<?> message = heard.poll(5, TimeUnit.SECONDS);
        assertThat(message).as("a message in time").isNotNull();
        return message;
    }

    private static DittoHeaders requesting(AcknowledgementLabel one, AcknowledgementLabel other) {
        return DittoHeaders.newBuilder()
                .acknowledgementRequest(AcknowledgementRequest.of(one), AcknowledgementRequest.of(other))
                .timeout("5s")
                .build();
    }

    private static Acknowledgements failed(Throwable thrown) {
        Throwable cause = thrown instanceof AcknowledgementsFailedException ? thrown : thrown.getCause();
        return ((AcknowledgementsFailedException) cause).getAcknowledgements();
    }

    @Test
    void a_live_command_is_answered_and_followed_by_an_event() throws Exception {
        BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
        sender.live().registerForThingChanges("changes", changes::add);
        get(sender.live().startConsumption());
        app.live().handleCreateThingCommands(command -> command.answer()
                .withResponse(CreateThingLiveCommandAnswerBuilder.ResponseFactory::created)
                .withEvent(CreateThingLiveCommandAnswerBuilder.EventFactory::created));
        get(app.live().startConsumption());

        assertThat(get(sender.live().create(id)).getEntityId()).contains(id);

        Change change = changes.poll(5, TimeUnit.SECONDS);
        assertThat(change.getAction()).isEqualTo(ChangeAction.CREATED);
    }

    @Test
    void a_live_command_waits_for_acknowledgements_and_tells_which_failed() {
        CompletableFuture<HttpStatus> status = new CompletableFuture<>();
        app.live().register(LiveCommandHandler.withAcks(CreateThingLiveCommand.class, command -> {
            command.handleAcknowledgementRequest(SEEN, handle -> handle.acknowledge(status.join()));
            return command.answer()
                    .withResponse(CreateThingLiveCommandAnswerBuilder.ResponseFactory::created)
                    .withoutEvent();
        }));
        get(app.live().startConsumption());
        status.complete(HttpStatus.IM_A_TEAPOT);

        Throwable thrown = sender.live()
                .create(id, Options.headers(requesting(DittoAcknowledgementLabel.LIVE_RESPONSE, SEEN)))
                .toCompletableFuture()
                .handle((made, error) -> error)
                .join();

        Acknowledgements given = failed(thrown);
        assertThat(given.getAcknowledgement(SEEN).orElseThrow().getHttpStatus()).isEqualTo(HttpStatus.IM_A_TEAPOT);
        assertThat(given.getAcknowledgement(DittoAcknowledgementLabel.LIVE_RESPONSE)
                        .orElseThrow()
                        .getHttpStatus())
                .isEqualTo(HttpStatus.CREATED);
    }

    @Test
    void a_message_is_replied_to_with_headers_and_acknowledged() {
        app.live().forId(id).registerForMessage("ask", "ask", message -> {
            message.reply()
                    .headers(DittoHeaders.newBuilder()
                            .putHeader("my-header", "foo")
                            .build())
                    .httpStatus(HttpStatus.OK)
                    .payload("42")
                    .contentType("text/plain")
                    .send();
            message.handleAcknowledgementRequest(
                    SEEN, handle -> handle.acknowledge(isBad(message) ? HttpStatus.IM_A_TEAPOT : HttpStatus.OK));
        });
        get(app.live().startConsumption());
        get(sender.live().startConsumption());

        Message<String> answer = get(ask("good"));
        assertThat(answer.getPayload()).contains("42");
        assertThat(answer.getHeaders()).containsEntry("my-header", "foo");

        Throwable thrown = ask("bad").handle((message, error) -> error).join();
        Acknowledgements given = failed(thrown);
        var response = given.getAcknowledgement(DittoAcknowledgementLabel.LIVE_RESPONSE)
                .orElseThrow();
        assertThat(response.getEntity()).contains(JsonValue.of("42"));
        assertThat(response.getDittoHeaders()).containsEntry("my-header", "foo");
        assertThat(given.getAcknowledgement(SEEN).orElseThrow().getHttpStatus()).isEqualTo(HttpStatus.IM_A_TEAPOT);
    }

    private static boolean isBad(RepliableMessage<?, ?> message) {
        return message.getPayload().filter("bad"::equals).isPresent();
    }

    private CompletableFuture<Message<String>> ask(String payload) {
        CompletableFuture<Message<String>> answer = new CompletableFuture<>();
        sender.live()
                .forId(id)
                .message()
                .from()
                .subject("ask")
                .headers(requesting(DittoAcknowledgementLabel.LIVE_RESPONSE, SEEN))
                .payload(payload)
                .contentType("text/plain")
                .send(String.class, (message, error) -> {
                    if (error == null) {
                        answer.complete(message);
                    } else {
                        answer.completeExceptionally(error);
                    }
                });
        return answer;
    }

    @Test
    void what_nobody_answers_or_is_too_large_fails() {
        CompletableFuture<Throwable> late = new CompletableFuture<>();
        sender.live()
                .message()
                .to(id)
                .featureId("f1")
                .subject("nobody")
                .timeout(Duration.ofSeconds(1))
                .payload("x")
                .send(String.class, (message, error) -> late.complete(error));
        assertThat(((DittoRuntimeException) get(late)).getHttpStatus()).isEqualTo(HttpStatus.REQUEST_TIMEOUT);

        CompletableFuture<Throwable> large = new CompletableFuture<>();
        sender.live()
                .forId(id)
                .message()
                .to()
                .subject("large")
                .payload(
                        JsonObject.newBuilder().set("a", "a".repeat(250 * 1024)).build())
                .send(JsonValue.class, (message, error) -> large.complete(error));
        assertThat(get(large)).isInstanceOf(MessagePayloadSizeTooLargeException.class);
    }

    @Test
    void an_app_answers_http_with_any_status_and_type() {
        app.live().forId(id).registerForMessage("all", "*", message -> message.reply()
                .headers(message.getHeaders())
                .httpStatus(status(message.getSubject()))
                .payload("{\"error\":\"e\"}")
                .contentType(message.getSubject().equals("bytes") ? "application/octet-stream" : "text/plain")
                .send());
        get(app.live().startConsumption());

        HttpResponse<String> bytes = post("/inbox/messages/bytes?timeout=20", "application/json", "{}".getBytes());
        assertThat(bytes.statusCode()).isEqualTo(400);
        assertThat(bytes.body()).isEqualTo("{\"error\":\"e\"}");
        assertThat(bytes.headers().firstValue("content-type")).contains("application/octet-stream");
        HttpResponse<String> odd = post("/features/none/outbox/messages/odd?timeout=20", "text/plain", "x".getBytes());
        assertThat(odd.statusCode()).isEqualTo(443);
        assertThat(odd.body()).isEqualTo("{\"error\":\"e\"}");
    }

    private static HttpStatus status(String subject) {
        return subject.equals("bytes")
                ? HttpStatus.BAD_REQUEST
                : HttpStatus.tryGetInstance(443).orElseThrow();
    }

    @Test
    void messages_come_with_their_bytes_to_those_who_registered_for_them() throws Exception {
        byte[] odd = {-1, -1, 'h', 'i', -1};
        app.live().forFeature(id, "f1").registerForMessage("f1", "*", ByteBuffer.class, heard::add);
        app.live().forFeature(id, "f2").registerForMessage("f2", "*", ByteBuffer.class, heard::add);
        get(app.live()
                .startConsumption(
                        Options.Consumption.extraFields(JsonFieldSelector.newInstance("attributes")),
                        Options.Consumption.filter(
                                "and(in(topic:subject,'raw','none'),eq(attributes/place,'cellar'))")));

        assertThat(post("/features/f1/inbox/messages/other?timeout=0", "text/plain", odd)
                        .statusCode())
                .isEqualTo(202);
        assertThat(post("/features/f1/inbox/messages/raw?timeout=0", "application/custom", odd)
                        .statusCode())
                .isEqualTo(202);
        Message<?> raw = next();
        assertThat(raw.getSubject()).isEqualTo("raw");
        assertThat(raw.getContentType()).contains("application/custom");
        assertThat(((ByteBuffer) raw.getPayload().orElseThrow()).array()).isEqualTo(odd);
        assertThat(raw.getExtra()).contains(JsonObject.of("{\"attributes\":{\"place\":\"cellar\"}}"));

        post("/features/f2/outbox/messages/none?timeout=0", "application/json", new byte[0]);
        assertThat(next().getPayload()).isEmpty();
        app.live().deregister("f1");
        post("/features/f1/inbox/messages/raw?timeout=0", "application/custom", odd);
        post("/features/f2/inbox/messages/raw?timeout=0", "application/custom", odd);
        assertThat(next().getFeatureId()).contains("f2");
        assertThat(heard).isEmpty();
    }

    @Test
    void whoever_claims_a_thing_is_answered_by_its_app() {
        app.live().forId(id).registerForClaimMessage("claim", message -> message.reply()
                .httpStatus(HttpStatus.IM_A_TEAPOT)
                .payload("short and stout")
                .contentType("text/plain")
                .send());
        get(app.live().startConsumption());

        HttpResponse<String> claimed = post("/inbox/claim?timeout=20", "text/plain", new byte[0]);

        assertThat(claimed.statusCode()).isEqualTo(418);
        assertThat(claimed.body()).isEqualTo("short and stout");
        assertThat(post("/inbox/claim?timeout=0", "text/plain", new byte[0]).statusCode())
                .isEqualTo(202);
    }

    @Test
    void a_live_event_reaches_those_who_follow_them() throws Exception {
        BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
        app.live().registerForThingChanges("changes", changes::add);
        get(app.live().startConsumption());

        sender.live().emitEvent(factory -> factory.thingCreated(thing));

        Change change = changes.poll(5, TimeUnit.SECONDS);
        assertThat(change).isNotNull();
        assertThat(change.getAction()).isEqualTo(ChangeAction.CREATED);
        assertThat(change.getValue()).contains(thing.toJson());
    }
}
