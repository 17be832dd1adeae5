// SPDX-License-Identifier: EPL-2.0
package org.borough.hono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.connect.RegistryChange;
import org.borough.hono.HonoTopics.TenantTopic;
import org.borough.thing.Endpoint;
import org.junit.jupiter.api.Test;

class HonoUplinkTest {

    private static final DeviceId LAMP = new DeviceId("springfield", "lamp-7");
    private static final Instant THEN = Instant.parse("2026-05-04T03:02:01.234Z");

    @Test
    void messageBecomesARecordAndTheSameMessageAgain() {
        Message message =
                message(Map.of("adapter", "acme:lamp:1.0.0", "fport", "85", "ttl", "5000"), new byte[] {1, 2});
        ProducerRecord<String, byte[]> written = HonoUplink.write(message);
        assertThat(written.topic()).isEqualTo("hono.event.springfield");
        assertThat(written.key()).isEqualTo("lamp-7");
        assertThat(HonoHeaders.all(written.headers()))
                .containsEntry("device_id", "lamp-7")
                .containsEntry("qos", "1")
                .containsEntry("content-type", "text/plain")
                .containsEntry("creation-time", "1777863721234")
                .containsEntry("fport", "85")
                .containsKey("traceparent")
                .doesNotContainKey("tenant_id");
        Message read = HonoUplink.read(received(written));
        assertThat(read.device()).isEqualTo(LAMP);
        assertThat(read.endpoint()).isEqualTo(Endpoint.EVENT);
        assertThat(read.receivedAt()).isEqualTo(THEN);
        assertThat(read.payload()).containsExactly(1, 2);
        assertThat(read.property("adapter")).contains("acme:lamp:1.0.0");
    }

    @Test
    void emptyPayloadIsAnEmptyValueBecauseApplicationsAskForItsLength() {
        assertThat(HonoUplink.write(message(Map.of(), new byte[0])).value()).isEmpty();
    }

    @Test
    void aRequestWithoutABodyIsNoValue() {
        Map<String, String> http = Map.of("orig_adapter", "hono-http");
        assertThat(HonoUplink.write(message(http, new byte[0])).value()).isNull();
        assertThat(HonoUplink.write(message(http, new byte[1])).value()).hasSize(1);
    }

    @Test
    void firstHeaderOfANameCounts() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("Fport", "1".getBytes(StandardCharsets.UTF_8));
        headers.add("fport", "2".getBytes(StandardCharsets.UTF_8));
        headers.add("fport", "3".getBytes(StandardCharsets.UTF_8));
        assertThat(HonoHeaders.all(headers)).containsExactly(Map.entry("fport", "1"));
        assertThat(HonoHeaders.number(headers, "fport")).hasValue(2);
    }

    @Test
    void messageIsExpiredWhenItsTimeToLivePassed() {
        Message message = message(Map.of("ttl", "1000"), new byte[0]);
        assertThat(HonoUplink.isExpired(message, THEN.plusMillis(1000))).isFalse();
        assertThat(HonoUplink.isExpired(message, THEN.plusMillis(1001))).isTrue();
        assertThat(HonoUplink.isExpired(message(Map.of("ttl", "soon"), new byte[0]), THEN.plusSeconds(99)))
                .isFalse();
    }

    @Test
    void recordWithoutADeviceIsRefusedByName() {
        ConsumerRecord<String, byte[]> nameless = new ConsumerRecord<>("hono.telemetry.t", 3, 17, null, new byte[0]);
        assertThatThrownBy(() -> HonoUplink.read(nameless))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("hono.telemetry.t-3@17")
                .hasMessageContaining("device_id");
    }

    @Test
    void topicsAreToldApart() {
        assertThat(HonoTopics.parse("hono.command_response.a.b"))
                .contains(new TenantTopic(HonoTopics.Kind.COMMAND_RESPONSE, "a.b"));
        assertThat(HonoTopics.parse("hono.command.a")).contains(new TenantTopic(HonoTopics.Kind.COMMAND, "a"));
        assertThat(HonoTopics.parse("hono.command_internal.x")).isEmpty();
        assertThat(HonoTopics.parse("hono.event.")).isEmpty();
    }

    @Test
    void commandAndItsFailureGoToAndFro() {
        HonoCommand command = new HonoCommand(
                LAMP,
                "dim",
                "text/plain",
                "n1.abc",
                true,
                Map.of("delivery-failure-notification-metadata-x", "y"),
                new byte[] {7});
        HonoCommand read = HonoCommand.read(received(command.write()));
        assertThat(read).usingRecursiveComparison().isEqualTo(command);
        assertThat(read.fault()).isEmpty();
        HonoResponse failure = HonoResponse.read(
                received(HonoResponse.failure(read, 503, "no \"one\"", THEN).write()));
        assertThat(failure.isFailure()).isTrue();
        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure.correlationId()).isEqualTo("n1.abc");
        assertThat(failure.error()).isEqualTo("no \"one\"");
        assertThat(failure.properties()).containsEntry("delivery-failure-notification-metadata-x", "y");
    }

    @Test
    void faultyCommandSaysWhatIsMissing() {
        assertThat(HonoCommand.oneWay(LAMP, "", "", new byte[0]).fault()).contains("the command has no subject");
        assertThat(HonoCommand.answered(LAMP, "dim", "", new byte[0], "").fault())
                .hasValueSatisfying(fault -> assertThat(fault).contains("correlation-id"));
    }

    @Test
    void changesOfTheRegistryGoToAndFro() {
        for (RegistryChange.Kind kind : RegistryChange.Kind.values()) {
            DeviceId device = kind == RegistryChange.Kind.DEVICE || kind == RegistryChange.Kind.CREDENTIALS
                    ? LAMP
                    : new DeviceId("springfield", "");
            RegistryChange.Act act =
                    kind == RegistryChange.Kind.CREDENTIALS ? RegistryChange.Act.UPDATE : RegistryChange.Act.DELETE;
            Instant at = Instant.parse("2026-05-04T03:02:01Z");
            RegistryChange change = new RegistryChange(kind, act, device, act == RegistryChange.Act.UPDATE, at);
            assertThat(HonoNotification.read(received(HonoNotification.write(change))))
                    .contains(change);
        }
    }

    @Property(tries = 300)
    void noTextBreaksTheReadingOfNotifications(@ForAll String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(HonoNotification.read(new ConsumerRecord<>(HonoTopics.DEVICE_NOTIFICATIONS, 0, 0, "k", bytes)))
                .isEmpty();
    }

    @Property(tries = 300)
    void anyHeaderComesBackAsItWas(@ForAll @NotEmpty String value) {
        Message read = HonoUplink.read(received(HonoUplink.write(message(Map.of("x", value), new byte[0]))));
        String utf8 = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(read.property("x")).isEqualTo(Optional.of(utf8));
    }

    private static Message message(Map<String, String> properties, byte[] payload) {
        return new Message(LAMP, "", Endpoint.EVENT, 1, "text/plain", properties, payload, THEN);
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> written) {
        return new ConsumerRecord<>(
                written.topic(),
                0,
                5,
                THEN.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                written.key(),
                written.value(),
                written.headers(),
                Optional.empty());
    }
}
