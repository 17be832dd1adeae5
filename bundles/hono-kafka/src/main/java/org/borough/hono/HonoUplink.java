// SPDX-License-Identifier: EPL-2.0
package org.borough.hono;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.hono.HonoTopics.Kind;
import org.borough.hono.HonoTopics.TenantTopic;
import org.borough.thing.Endpoint;

/** Telemetry and events between {@link Message} and record. */
public final class HonoUplink {

    static final String OCTETS = "application/octet-stream";
    private static final byte[] NOTHING = {};

    private static final String HTTP = "hono-http";

    /** What Hono itself says of a device; such events have no value. */
    private static final Set<String> NOTICES = Set.of(
            "application/vnd.eclipse-hono-empty-notification",
            "application/vnd.eclipse-hono-device-provisioning-notification");

    private HonoUplink() {}

    /**
     * The record of a message of telemetry or an event. All properties become headers. An empty payload is an empty value
     * where a device sent one, but an HTTP request without a body has none, and neither have Hono's own notices.
     */
    public static ProducerRecord<String, byte[]> write(Message message) {
        Kind kind =
                switch (message.endpoint()) {
                    case TELEMETRY -> Kind.TELEMETRY;
                    case EVENT -> Kind.EVENT;
                    case RESPONSE -> throw new IllegalArgumentException("an answer is written by HonoResponse");
                };
        DeviceId device = message.device();
        byte[] value = hasNone(message) ? null : message.payload();
        ProducerRecord<String, byte[]> written = new ProducerRecord<>(kind.of(device.tenant()), device.id(), value);
        Headers headers = written.headers();
        message.properties().forEach((name, text) -> HonoHeaders.put(headers, name, text));
        headers.remove(HonoHeaders.TENANT_ID);
        HonoHeaders.put(headers, HonoHeaders.DEVICE_ID, device.id());
        HonoHeaders.put(headers, HonoHeaders.QOS, message.qos());
        HonoHeaders.put(headers, HonoHeaders.CONTENT_TYPE, message.contentType());
        HonoHeaders.put(headers, HonoHeaders.CREATION_TIME, message.receivedAt().toEpochMilli());
        HonoHeaders.trace(headers);
        return written;
    }

    private static boolean hasNone(Message message) {
        return message.payload().length == 0
                && (NOTICES.contains(message.contentType())
                        || message.property(HonoHeaders.ORIG_ADAPTER)
                                .filter(HTTP::equals)
                                .isPresent());
    }

    /**
     * The message of a record. All headers become properties.
     *
     * @throws UnreadableRecordException when it is on another topic or names no device
     */
    public static Message read(ConsumerRecord<String, byte[]> from) {
        TenantTopic topic = HonoTopics.parse(from.topic())
                .filter(parsed -> parsed.kind() == Kind.TELEMETRY || parsed.kind() == Kind.EVENT)
                .orElseThrow(() -> new UnreadableRecordException(from, "is on no topic of telemetry or events."));
        Map<String, String> all = HonoHeaders.all(from.headers());
        boolean event = topic.kind() == Kind.EVENT;
        return new Message(
                new DeviceId(topic.tenant(), device(from, all)),
                "",
                event ? Endpoint.EVENT : Endpoint.TELEMETRY,
                HonoHeaders.number(from.headers(), HonoHeaders.QOS).orElse(event ? 1 : 0) == 0 ? 0 : 1,
                all.getOrDefault(HonoHeaders.CONTENT_TYPE, OCTETS),
                all,
                payload(from),
                createdAt(from));
    }

    static String device(ConsumerRecord<String, byte[]> from, Map<String, String> headers) {
        return Optional.ofNullable(headers.get(HonoHeaders.DEVICE_ID))
                .or(() -> Optional.ofNullable(from.key()))
                .filter(id -> !id.isEmpty())
                .orElseThrow(() -> new UnreadableRecordException(
                        from, "names no device, neither by header device_id nor by key."));
    }

    static byte[] payload(ConsumerRecord<String, byte[]> from) {
        return from.value() == null ? NOTHING : from.value();
    }

    static Instant createdAt(ConsumerRecord<String, byte[]> from) {
        return Instant.ofEpochMilli(
                HonoHeaders.number(from.headers(), HonoHeaders.CREATION_TIME).orElse(Math.max(0, from.timestamp())));
    }

    /** Whether it is of no use any more by the time to live (ms) that it carries. */
    public static boolean isExpired(Message message, Instant now) {
        try {
            return message.property(HonoHeaders.TTL)
                    .map(text -> Long.parseLong(text.trim()))
                    .filter(ttl -> ttl >= 0
                            && now.toEpochMilli() - message.receivedAt().toEpochMilli() > ttl)
                    .isPresent();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
