// SPDX-License-Identifier: EPL-2.0
package org.borough.hono;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.borough.connect.DeviceId;
import org.borough.hono.HonoTopics.Kind;

/**
 * The answer to a command as it stands in a record: a device's, or the notice that the device was not reached.
 *
 * @param device who was asked
 * @param correlationId what the command carried
 * @param status the HTTP status
 * @param contentType the media type
 * @param properties further headers, the device's defaults among them
 * @param payload the bytes; they must not be changed any more
 * @param createdAt when it was made
 */
public record HonoResponse(
        DeviceId device,
        String correlationId,
        int status,
        String contentType,
        Map<String, String> properties,
        byte[] payload,
        Instant createdAt) {

    /** The media type of the notice that a command was not delivered. */
    public static final String FAILURE = "application/vnd.eclipse-hono-delivery-failure-notification+json";

    private static final String ERROR = "error";

    /** Keeps its own copy. */
    public HonoResponse {
        properties = Map.copyOf(properties);
    }

    /** The notice that a command was not delivered. */
    public static HonoResponse failure(HonoCommand command, int status, String error, Instant now) {
        return new HonoResponse(
                command.device(),
                command.correlationId(),
                status,
                FAILURE,
                command.failureProperties(),
                FlatJson.write(Map.of(ERROR, error)).getBytes(StandardCharsets.UTF_8),
                now);
    }

    /** Whether it is no device that speaks, but Hono that did not reach it. */
    public boolean isFailure() {
        return contentType.equals(FAILURE);
    }

    /** Why the command was not delivered, in the words of the notice. */
    public String error() {
        String text = new String(payload, StandardCharsets.UTF_8);
        return FlatJson.read(text).map(members -> members.get(ERROR)).orElse(text);
    }

    /** Its record. */
    public ProducerRecord<String, byte[]> write() {
        ProducerRecord<String, byte[]> written = new ProducerRecord<>(
                Kind.COMMAND_RESPONSE.of(device.tenant()), device.id(), payload.length == 0 ? null : payload);
        Headers headers = written.headers();
        properties.forEach((name, value) -> HonoHeaders.put(headers, name, value));
        HonoHeaders.put(headers, HonoHeaders.DEVICE_ID, device.id());
        HonoHeaders.put(headers, HonoHeaders.TENANT_ID, device.tenant());
        HonoHeaders.put(headers, HonoHeaders.CORRELATION_ID, correlationId);
        HonoHeaders.put(headers, HonoHeaders.STATUS, status);
        HonoHeaders.put(headers, HonoHeaders.CONTENT_TYPE, contentType);
        HonoHeaders.put(headers, HonoHeaders.CREATION_TIME, createdAt.toEpochMilli());
        HonoHeaders.trace(headers);
        return written;
    }

    /**
     * Reads one.
     *
     * @throws UnreadableRecordException when it is on another topic, names no device or has no status
     */
    public static HonoResponse read(ConsumerRecord<String, byte[]> from) {
        String tenant = HonoTopics.parse(from.topic())
                .filter(parsed -> parsed.kind() == Kind.COMMAND_RESPONSE)
                .orElseThrow(() -> new UnreadableRecordException(from, "is on no topic of command responses."))
                .tenant();
        Map<String, String> all = HonoHeaders.all(from.headers());
        long status = HonoHeaders.number(from.headers(), HonoHeaders.STATUS)
                .orElseThrow(() -> new UnreadableRecordException(from, "has no status."));
        return new HonoResponse(
                new DeviceId(tenant, HonoUplink.device(from, all)),
                all.getOrDefault(HonoHeaders.CORRELATION_ID, ""),
                Math.toIntExact(Math.max(0, Math.min(999, status))),
                all.getOrDefault(HonoHeaders.CONTENT_TYPE, HonoUplink.OCTETS),
                all,
                HonoUplink.payload(from),
                HonoUplink.createdAt(from));
    }
}
