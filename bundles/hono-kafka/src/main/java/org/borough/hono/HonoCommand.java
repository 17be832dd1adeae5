// SPDX-License-Identifier: EPL-2.0
package org.borough.hono;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.borough.connect.DeviceId;
import org.borough.hono.HonoTopics.Kind;

/**
 * A command as it stands in a record.
 *
 * @param device for whom
 * @param subject what is asked; empty in a faulty one
 * @param contentType the media type, empty without one
 * @param correlationId what its answer carries; empty without one
 * @param responseRequired whether it is to be answered
 * @param failureProperties headers to be copied to the notice that it could not be delivered
 * @param payload the bytes; they must not be changed any more
 */
public record HonoCommand(
        DeviceId device,
        String subject,
        String contentType,
        String correlationId,
        boolean responseRequired,
        Map<String, String> failureProperties,
        byte[] payload) {

    private static final String FAILURE_PROPERTY = "delivery-failure-notification-metadata";

    /** Keeps its own copy. */
    public HonoCommand {
        failureProperties = Map.copyOf(failureProperties);
    }

    /** One that is not answered. */
    public static HonoCommand oneWay(DeviceId device, String subject, String contentType, byte[] payload) {
        return new HonoCommand(device, subject, contentType, "", false, Map.of(), payload);
    }

    /** One that is answered. */
    public static HonoCommand answered(
            DeviceId device, String subject, String contentType, byte[] payload, String correlationId) {
        return new HonoCommand(device, subject, contentType, correlationId, true, Map.of(), payload);
    }

    /** Its record. */
    public ProducerRecord<String, byte[]> write() {
        ProducerRecord<String, byte[]> written =
                new ProducerRecord<>(Kind.COMMAND.of(device.tenant()), device.id(), payload);
        Headers headers = written.headers();
        failureProperties.forEach((name, value) -> HonoHeaders.put(headers, name, value));
        HonoHeaders.put(headers, HonoHeaders.DEVICE_ID, device.id());
        HonoHeaders.put(headers, HonoHeaders.SUBJECT, subject);
        if (!contentType.isEmpty()) {
            HonoHeaders.put(headers, HonoHeaders.CONTENT_TYPE, contentType);
        }
        if (!correlationId.isEmpty()) {
            HonoHeaders.put(headers, HonoHeaders.CORRELATION_ID, correlationId);
        }
        HonoHeaders.put(headers, HonoHeaders.RESPONSE_REQUIRED, responseRequired);
        HonoHeaders.trace(headers);
        return written;
    }

    /**
     * Reads one; look at {@link #fault()} before it is used.
     *
     * @throws UnreadableRecordException when nobody can be told about it: on another topic, without a device, or with
     *     another device in the key than in the header
     */
    public static HonoCommand read(ConsumerRecord<String, byte[]> from) {
        String tenant = HonoTopics.parse(from.topic())
                .filter(parsed -> parsed.kind() == Kind.COMMAND)
                .orElseThrow(() -> new UnreadableRecordException(from, "is on no topic of commands."))
                .tenant();
        Map<String, String> all = HonoHeaders.all(from.headers());
        String device = Optional.ofNullable(all.get(HonoHeaders.DEVICE_ID))
                .filter(id -> !id.isEmpty())
                .orElseThrow(() -> new UnreadableRecordException(from, "has no header device_id."));
        if (!device.equals(from.key())) {
            throw new UnreadableRecordException(
                    from, "has the key '" + from.key() + "' but the device_id '" + device + "'.");
        }
        Map<String, String> failure = new HashMap<>(all);
        failure.keySet().removeIf(name -> !name.startsWith(FAILURE_PROPERTY));
        return new HonoCommand(
                new DeviceId(tenant, device),
                all.getOrDefault(HonoHeaders.SUBJECT, ""),
                all.getOrDefault(HonoHeaders.CONTENT_TYPE, ""),
                all.getOrDefault(HonoHeaders.CORRELATION_ID, ""),
                HonoHeaders.flag(from.headers(), HonoHeaders.RESPONSE_REQUIRED),
                failure,
                HonoUplink.payload(from));
    }

    /** What makes it undeliverable, in words for its sender. */
    public Optional<String> fault() {
        if (subject.isEmpty()) {
            return Optional.of("the command has no subject");
        }
        return responseRequired && correlationId.isEmpty()
                ? Optional.of("the command asks for a response but has no correlation-id")
                : Optional.empty();
    }
}
