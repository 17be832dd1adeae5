// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.kafka;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.borough.connections.transport.External;
import org.borough.connections.transport.Outgoing;
import org.borough.connections.transport.TransportException;

/** Messages as records of Kafka, and back. */
final class Records {

    private static final String OWN = "kafka.";
    private static final String CORRELATION = "correlation-id";
    private static final String CREATED = "creation-time";
    private static final String LIFE = "ttl";

    private Records() {}

    static External message(ConsumerRecord<String, byte[]> taken) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : taken.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        headers.putIfAbsent(CORRELATION, UUID.randomUUID().toString());
        headers.put(OWN + "topic", taken.topic());
        headers.put(OWN + "timestamp", Long.toString(taken.timestamp()));
        if (taken.key() != null) {
            headers.put(OWN + "key", taken.key());
        }
        return new External(headers, taken.value() == null ? new byte[0] : taken.value());
    }

    /** Whether a message says of itself that it is too old to be taken. */
    static boolean isExpired(External message, long nowMillis) {
        String created = message.headers().getOrDefault(CREATED, "");
        String life = message.headers().getOrDefault(LIFE, "");
        return created.matches("\\d{1,18}")
                && life.matches("\\d{1,12}")
                && Long.parseLong(created) + Long.parseLong(life) < nowMillis;
    }

    static ProducerRecord<String, byte[]> outgoing(Outgoing message) throws TransportException {
        KafkaAddress address = KafkaAddress.of(message.address());
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(
                address.topic(),
                address.partition().orElse(null),
                address.key().orElse(null),
                message.message().payload());
        message.message().headers().forEach((name, value) -> {
            if (!name.startsWith(OWN)) {
                made.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
            }
        });
        return made;
    }
}
