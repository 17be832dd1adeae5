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
import java.util.concurrent.TimeUnit;
import org.borough.testkit.FakeCommands;
import org.borough.thing.Answer;
import org.borough.thing.Command;
import org.borough.thing.Outcome;
import org.borough.twin.Cause;
import org.borough.twin.engine.TwinComponent;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages over HTTP, before the real engine and a router that obeys the test. */
class MessageTest {

    private static final String LAMP = "/api/2/things/city:lamp";
    private static final byte[] BINARY = {0, (byte) 0xFF, (byte) 0xC3, 0x28, 10};

    private static TwinComponent twins;
    private static TestServer server;
    private final FakeCommands router = new FakeCommands();

    @BeforeAll
    static void start() throws Exception {
        twins = RealTwins.open();
        server = new TestServer(twins, TestServer.SETTINGS);
        server.put(LAMP, "{}");
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
    void a_message_reaches_the_router_and_its_answer_the_caller() {
        var answer = send(LAMP + "/inbox/messages/ask/how%20much", BINARY, "image/png", "correlation-id", "mine");
        Command.Message asked = asked();
        assertThat(asked.thing()).hasToString("city:lamp");
        assertThat(asked.feature()).isEmpty();
        assertThat(asked.subject()).isEqualTo("ask/how%20much");
        assertThat(asked.contentType()).isEqualTo("image/png");
        assertThat(asked.bytes()).isEqualTo(BINARY);
        assertThat(asked.responseRequired()).isTrue();
        assertThat(asked.by()).isEqualTo("borough:admin");
        assertThat(asked.deadline())
                .isBetween(Instant.now().plusSeconds(5), Instant.now().plusSeconds(10));

        router.end(message -> answered(207, "application/x-own", BINARY));

        assertThat(answer.join().statusCode()).isEqualTo(207);
        assertThat(answer.join().body()).isEqualTo(BINARY);
        assertThat(answer.join().headers().firstValue("content-type")).contains("application/x-own");
        assertThat(answer.join().headers().firstValue("correlation-id")).contains("mine");
    }

    @ParameterizedTest
    @CsvSource({"200,application/json,'{\"a\":1}'", "400,text/plain,no", "503,text/plain;charset=utf-8,'größer'"})
    void whatever_the_device_answers_comes_back(int status, String type, String body) {
        var answer = send(LAMP + "/features/luminaire/inbox/messages/ask", "{}".getBytes(), "application/json");
        assertThat(asked().feature()).isEqualTo("luminaire");

        router.end(message -> answered(status, type, body.getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.join().statusCode()).isEqualTo(status);
        assertThat(answer.join().headers().firstValue("content-type")).contains(type);
        assertThat(text(answer.join())).isEqualTo(body);
    }

    @Test
    void an_answer_without_payload_has_neither_body_nor_type() {
        var empty = send(LAMP + "/inbox/messages/ask", new byte[0], "");
        assertThat(asked().contentType()).isEmpty();
        router.end(message -> answered(200, "", new byte[0]));
        assertThat(empty.join().statusCode()).isEqualTo(200);
        assertThat(empty.join().body()).isEmpty();
        assertThat(empty.join().headers().firstValue("content-type")).isEmpty();

        var delivered = send(LAMP + "/inbox/messages/ask", new byte[0], "");
        asked();
        router.end(message -> new Outcome.Confirmed(Instant.now(), "delivered; no answer is expected", ""));
        assertThat(delivered.join().statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?timeout=0", "?timeout=0ms", "?response-required=false", "?response-required=false&timeout=7"})
    void fire_and_forget_is_accepted_at_once(String query) {
        var answer = send(LAMP + "/inbox/messages/ask" + query, BINARY, "");

        assertThat(answer.join().statusCode()).isEqualTo(202);
        assertThat(answer.join().body()).isEmpty();
        Command.Message asked = asked();
        assertThat(asked.responseRequired()).isFalse();
        assertThat(asked.deadline()).isEqualTo(Cause.NO_DEADLINE);
        assertThat(asked.contentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void nobody_who_answers_is_a_time_out() {
        var silent = send(LAMP + "/inbox/messages/ask?timeout=300ms", BINARY, "");
        asked();
        assertError(silent, 408, "command.timeout");
        assertThat(text(silent.join())).contains("300ms");

        var noDevice = send(LAMP + "/inbox/messages/ask?timeout=200ms", BINARY, "");
        asked();
        router.end(message -> new Outcome.Rejected(Instant.now(), "no device", 404));
        assertError(noDevice, 408, "command.timeout");

        assertError(send(LAMP + "/outbox/messages/tell?timeout=100ms", BINARY, ""), 408, "command.timeout");
        assertThat(router.takeAsked()).isEmpty();
    }

    @Test
    void a_refusal_by_an_adapter_is_told_at_once() {
        var answer = send(LAMP + "/inbox/messages/dance", "{}".getBytes(), "application/json");
        asked();
        router.end(message -> new Outcome.Rejected(Instant.now(), "it knows dim only", 501));
        assertError(answer, 501, "messages:undeliverable");
        assertThat(text(answer.join())).contains("it knows dim only");
    }

    @Test
    void without_a_router_messages_are_refused() {
        server.door().unbindCommands(router);
        assertError(send(LAMP + "/inbox/messages/ask", BINARY, ""), 503, "gateway:service.unavailable");
    }

    @Test
    void a_claim_needs_no_right_and_has_time() {
        var answer = send(LAMP + "/inbox/claim", BINARY, "", "x-subjects", "borough:stranger");
        Command.Message asked = asked();
        assertThat(asked.subject()).isEqualTo("claim");
        assertThat(asked.deadline()).isAfter(Instant.now().plusSeconds(50));
        router.end(message -> answered(204, "", new byte[0]));
        assertThat(answer.join().statusCode()).isEqualTo(204);
    }

    @Test
    void policies_decide() {
        String stranger = "borough:stranger";
        assertError(
                send(LAMP + "/inbox/messages/ask", BINARY, "", "x-subjects", stranger),
                403,
                "messages:send.notallowed");
        assertError(
                send(LAMP + "/features/f/outbox/messages/ask", BINARY, "", "x-subjects", stranger),
                403,
                "messages:send.notallowed");
        assertError(send("/api/2/things/city:none/inbox/messages/ask", BINARY, ""), 404, "things:thing.notfound");
        assertThat(router.takeAsked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/inbox/messages/,400,messages:subject.invalid",
        "/inbox/messages,404,gateway:resource.notfound",
        "/inbox,404,gateway:resource.notfound",
        "/inbox/letters/x,404,gateway:resource.notfound",
        "/outbox/claim,404,gateway:resource.notfound",
        "/features/f/inbox/claim,404,gateway:resource.notfound",
        "/inbox/messages/ask?timeout=61,400,timeout.invalid",
        "/inbox/messages/ask?timeout=2m,400,timeout.invalid",
        "/inbox/messages/ask?timeout=-1,400,timeout.invalid",
        "/inbox/messages/ask?timeout=soon,400,timeout.invalid",
        "/inbox/claim?timeout=601,400,timeout.invalid",
        "/inbox/messages/ask?condition=eq(attributes/a%2C7),412,things:condition.failed"
    })
    void what_cannot_be_sent_is_refused(String path, int status, String code) {
        assertError(send(LAMP + path, BINARY, ""), status, code);
    }

    @Test
    void only_post_sends() {
        assertThat(server.get(LAMP + "/inbox/messages/ask").statusCode()).isEqualTo(405);
        assertThat(server.put(LAMP + "/inbox/claim", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void a_payload_has_its_limit() {
        assertThat(send(LAMP + "/inbox/messages/ask?timeout=0", new byte[256_000], "")
                        .join()
                        .statusCode())
                .isEqualTo(202);
        assertThat(asked().bytes()).hasSize(256_000);
        assertError(
                send(LAMP + "/inbox/messages/ask?timeout=0", new byte[256_001], ""), 413, "messages:payload.toolarge");
    }

    private CompletableFuture<HttpResponse<byte[]>> send(
            String path, byte[] payload, String contentType, String... headers) {
        var request = server.request(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        if (!contentType.isEmpty()) {
            request.header("content-type", contentType);
        }
        return server.client()
                .sendAsync(request.POST(BodyPublishers.ofByteArray(payload)).build(), BodyHandlers.ofByteArray())
                .orTimeout(10, TimeUnit.SECONDS);
    }

    private Command.Message asked() {
        await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(2)).until(() -> !router.asked()
                .isEmpty());
        return router.takeAsked().get(0);
    }

    private static Outcome answered(int status, String contentType, byte[] payload) {
        Optional<Answer> answer = Optional.of(new Answer(status, contentType, payload));
        return status < 300
                ? new Outcome.Confirmed(Instant.now(), "", "", answer)
                : new Outcome.Rejected(Instant.now(), "", status, answer);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static void assertError(CompletableFuture<HttpResponse<byte[]>> answer, int status, String code) {
        JsonObject body = JsonObject.of(text(answer.join()));
        assertThat(body.getValue("error").orElseThrow().asString()).isEqualTo(code);
        assertThat(answer.join().statusCode()).isEqualTo(status);
    }
}
