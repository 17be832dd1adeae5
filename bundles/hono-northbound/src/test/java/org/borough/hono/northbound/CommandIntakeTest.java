// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandResult;
import org.borough.connect.DeviceCommand;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.hono.HonoHeaders;
import org.borough.thing.Endpoint;
import org.junit.jupiter.api.Test;

class CommandIntakeTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_795_252_228_875L);

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final List<DeviceCommand> passed = new ArrayList<>();
    private final List<ProducerRecord<String, byte[]>> answers = new ArrayList<>();
    private final FailureNotices failures = new FailureNotices(new FakeRegistrations(), clock);
    private final Answers asker = new Answers(this::answer, failures);
    private final CommandIntake intake = new CommandIntake(
            command -> {
                passed.add(command);
                return CompletableFuture.completedStage(null);
            },
            this::answer,
            failures,
            Duration.ofHours(1),
            Duration.ofSeconds(60),
            clock);

    private CompletableFuture<Void> answer(ProducerRecord<String, byte[]> of) {
        answers.add(of);
        return CompletableFuture.completedFuture(null);
    }

    private void accept(Duration age, String key, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, value) -> all.add(name, value.getBytes(UTF_8)));
        ConsumerRecord<String, byte[]> from = new ConsumerRecord<>(
                "hono.command.springfield",
                2,
                17,
                NOW.minus(age).toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                "on".getBytes(UTF_8),
                all,
                Optional.empty());
        assertThat(intake.accept(from).toCompletableFuture()).isCompleted();
    }

    private String header(String name) {
        return HonoHeaders.text(answers.get(0).headers(), name).orElse("");
    }

    private static final Map<String, String> REQUEST = Map.of(
            "device_id", "lamp-7",
            "subject", "switch",
            "content-type", "text/plain",
            "correlation-id", "c/1",
            "response-required", "true",
            "delivery-failure-notification-metadata-x", "y");

    @Test
    void aRequestReachesTheDeviceNowOrNever() {
        accept(Duration.ofMillis(3), "lamp-7", REQUEST);

        DeviceCommand command = passed.get(0);
        assertThat(command.device()).isEqualTo(new DeviceId("springfield", "lamp-7"));
        assertThat(command.subject()).isEqualTo("switch");
        assertThat(command.contentType()).isEqualTo("text/plain");
        assertThat(command.payload()).asString(UTF_8).isEqualTo("on");
        assertThat(command.responseRequired()).isTrue();
        assertThat(command.deadline()).isBeforeOrEqualTo(NOW);
        assertThat(command.by()).isEqualTo("hono");
    }

    @Test
    void aClockThatIsAheadGivesNoMoreTime() {
        accept(Duration.ofHours(-1), "lamp-7", REQUEST);

        assertThat(passed.get(0).deadline()).isEqualTo(NOW);
    }

    @Test
    void aOneWayCommandIsKept() {
        accept(Duration.ofSeconds(90), "lamp-7", Map.of("device_id", "lamp-7", "subject", "switch"));

        assertThat(passed.get(0).responseRequired()).isFalse();
        assertThat(passed.get(0).deadline()).isEqualTo(NOW.plusSeconds(3600 - 90));
    }

    @Test
    void aTimeToLiveSetsTheDeadline() {
        Map<String, String> headers = new java.util.HashMap<>(REQUEST);
        headers.put("ttl", "120000");
        accept(Duration.ofSeconds(90), "lamp-7", headers);

        assertThat(passed.get(0).deadline()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void whatIsTooOldIsPassedOver() {
        accept(Duration.ofSeconds(61), "lamp-7", REQUEST);
        accept(Duration.ofHours(2), "lamp-7", Map.of("device_id", "lamp-7", "subject", "switch"));

        assertThat(passed).isEmpty();
        assertThat(answers).isEmpty();
        assertThat(intake.counts()).contains("2 too old");
    }

    @Test
    void aMalformedRequestIsAnswered400() {
        accept(
                Duration.ZERO,
                "lamp-7",
                Map.of("device_id", "lamp-7", "correlation-id", "1", "response-required", "true"));

        assertThat(passed).isEmpty();
        assertThat(header("status")).isEqualTo("400");
        assertThat(header("correlation-id")).isEqualTo("1");
        assertThat(header("content-type")).isEqualTo("application/vnd.eclipse-hono-delivery-failure-notification+json");
    }

    @Test
    void nobodyIsToldAboutAMalformedCommandThatNobodyCouldMatch() {
        accept(Duration.ZERO, "lamp-7", Map.of("device_id", "lamp-7", "response-required", "true"));
        accept(Duration.ZERO, "lamp-7", Map.of("device_id", "lamp-7"));
        accept(Duration.ZERO, "lamp-8", REQUEST);
        accept(Duration.ZERO, "lamp-7", Map.of("subject", "switch"));

        assertThat(passed).isEmpty();
        assertThat(answers).isEmpty();
        assertThat(intake.counts()).contains("4 malformed");
    }

    @Test
    void metadataThatWouldFillTheOutboxIsRefused() {
        Map<String, String> headers = new java.util.HashMap<>(REQUEST);
        headers.put("delivery-failure-notification-metadata-x", "y".repeat(4000));
        accept(Duration.ZERO, "lamp-7", headers);

        assertThat(passed).isEmpty();
        assertThat(header("status")).isEqualTo("400");
    }

    @Test
    void aFailureIsToldWithTheMetadataOfItsCommand() {
        accept(Duration.ZERO, "lamp-7", REQUEST);
        asker.ended(passed.get(0), new CommandResult.Failed(503, "no consumer available"));

        assertThat(answers.get(0).topic()).isEqualTo("hono.command_response.springfield");
        assertThat(answers.get(0).key()).isEqualTo("lamp-7");
        assertThat(answers.get(0).value()).asString(UTF_8).isEqualTo("{\"error\":\"no consumer available\"}");
        assertThat(header("status")).isEqualTo("503");
        assertThat(header("correlation-id")).isEqualTo("c/1");
        assertThat(header("delivery-failure-notification-metadata-x")).isEqualTo("y");
        assertThat(header("ttl")).isEqualTo("7000");
    }

    @Test
    void anAnswerIsToldUnderTheIdOfItsCommand() {
        accept(Duration.ZERO, "lamp-7", REQUEST);
        Message message = new Message(
                passed.get(0).device(), "", Endpoint.RESPONSE, 1, "text/plain", Map.of(), "ok".getBytes(UTF_8), NOW);
        asker.ended(passed.get(0), new CommandResult.Answered(new CommandResponse("r", 201, message)));

        assertThat(header("status")).isEqualTo("201");
        assertThat(header("correlation-id")).isEqualTo("c/1");
        assertThat(answers.get(0).value()).asString(UTF_8).isEqualTo("ok");
    }

    @Test
    void nobodyIsToldHowAOneWayCommandEnded() {
        accept(Duration.ZERO, "lamp-7", Map.of("device_id", "lamp-7", "subject", "switch", "correlation-id", "1"));
        asker.ended(passed.get(0), new CommandResult.Delivered());
        asker.ended(passed.get(0), new CommandResult.Failed(404, "unknown"));

        assertThat(answers).isEmpty();
    }
}
