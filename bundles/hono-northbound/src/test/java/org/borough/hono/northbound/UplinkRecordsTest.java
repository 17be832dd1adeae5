// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.borough.connect.CommandResponse;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.thing.Endpoint;
import org.junit.jupiter.api.Test;

class UplinkRecordsTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_795_252_228_875L);
    private static final DeviceId LAMP = new DeviceId("springfield", "lamp-7");
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static Message message(Endpoint endpoint, String type, String payload, Map<String, String> properties) {
        return new Message(LAMP, "gw-1", endpoint, 1, type, properties, payload.getBytes(UTF_8), NOW);
    }

    private static Map<String, String> headers(ProducerRecord<String, byte[]> of) {
        Map<String, String> all = new TreeMap<>();
        of.headers().forEach(header -> all.put(header.key(), new String(header.value(), UTF_8)));
        return all;
    }

    @Test
    void telemetryCarriesItsDefaultsAndNothingOfBorough() {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "orig_adapter", "hono-mqtt",
                "orig_address", "t/?a=b",
                "floor", "3",
                "config", "{\"a\":1}",
                "ttl", "3000",
                "ttl-telemetry-qos1", "3",
                "tenant_id", "other",
                "gateway_id", "gw-1",
                "x-opt-retain", "true",
                "traceparent", TRACE));

        ProducerRecord<String, byte[]> written =
                UplinkRecords.of(message(Endpoint.TELEMETRY, "text/plain", "21.5", properties));

        assertThat(written.topic()).isEqualTo("hono.telemetry.springfield");
        assertThat(written.key()).isEqualTo("lamp-7");
        assertThat(written.value()).asString(UTF_8).isEqualTo("21.5");
        assertThat(headers(written))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("device_id", "lamp-7"),
                        Map.entry("content-type", "text/plain"),
                        Map.entry("creation-time", "1795252228875"),
                        Map.entry("qos", "1"),
                        Map.entry("orig_adapter", "hono-mqtt"),
                        Map.entry("orig_address", "t/?a=b"),
                        Map.entry("floor", "3"),
                        Map.entry("config", "{\"a\":1}"),
                        Map.entry("ttl", "3000"),
                        Map.entry("x-opt-retain", "true"),
                        Map.entry("traceparent", TRACE)));
    }

    @Test
    void anEmptyNotificationHasNoValueButATraceContext() {
        ProducerRecord<String, byte[]> written = UplinkRecords.of(
                message(Endpoint.EVENT, "application/vnd.eclipse-hono-empty-notification", "", Map.of("ttd", "-1")));

        assertThat(written.topic()).isEqualTo("hono.event.springfield");
        assertThat(written.value()).isNull();
        assertThat(headers(written)).containsEntry("ttd", "-1");
        assertThat(headers(written).get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void aDamagedTraceContextIsReplaced() {
        ProducerRecord<String, byte[]> written = UplinkRecords.of(message(
                Endpoint.TELEMETRY,
                "text/plain",
                "x",
                Map.of("traceparent", "00-00000000000000000000000000000000-b7ad6b7169203331-01", "tracestate", "a=1")));

        assertThat(headers(written)).doesNotContainKey("tracestate");
        assertThat(headers(written).get("traceparent")).matches("00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void aDeviceThatRegisteredItselfIsToldAsHonoTellsIt() {
        ProducerRecord<String, byte[]> written = UplinkRecords.of(message(
                Endpoint.EVENT,
                "application/vnd.eclipse-hono-device-provisioning-notification",
                "",
                Map.of("hono_registration_status", "NEW")));

        assertThat(headers(written))
                .containsEntry("content-type", "application/vnd.eclipse-hono-device-provisioning-notification")
                .containsEntry("hono_registration_status", "NEW")
                .containsEntry("tenant_id", "springfield")
                .containsEntry("gateway_id", "gw-1");
    }

    @Test
    void anAnswerCarriesWhatTheApplicationNeedsToMatchIt() {
        Message message = message(
                Endpoint.RESPONSE,
                "text/plain",
                "ok",
                Map.of("orig_adapter", "hono-mqtt", "qos", "1", "floor", "3", "ttl-command-response", "5"));

        ProducerRecord<String, byte[]> written =
                UplinkRecords.of(LAMP, "c-1", new CommandResponse("203c-1", 200, message));

        assertThat(written.topic()).isEqualTo("hono.command_response.springfield");
        assertThat(written.key()).isEqualTo("lamp-7");
        Map<String, String> headers = headers(written);
        headers.remove("traceparent");
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "correlation-id", "c-1",
                        "tenant_id", "springfield",
                        "device_id", "lamp-7",
                        "status", "200",
                        "creation-time", "1795252228875",
                        "content-type", "text/plain",
                        "floor", "3"));
    }
}
