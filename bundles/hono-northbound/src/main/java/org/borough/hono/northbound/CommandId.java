// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.borough.hono.HonoCommand;

/**
 * The id of a command that came from Kafka. It names the record, so that a record read twice is one command, and carries
 * what the answer needs: the router keeps it on disk with the command, so that nothing must be remembered here.
 *
 * @param place the record: partition, offset and time, which differ from those of an earlier topic of the same name
 * @param correlationId what the answer must carry; empty without one
 * @param metadata headers for the notice that the device was not reached
 */
record CommandId(String place, String correlationId, Map<String, String> metadata) {

    /** The longest id, so that no sender can make the outbox carry more. */
    static final int MAX_LENGTH = 4096;

    private static final String FORM = "k1";
    private static final char SEPARATOR = '.';

    /** Keeps its own copy. */
    CommandId {
        metadata = Map.copyOf(metadata);
    }

    static CommandId of(ConsumerRecord<?, ?> from, HonoCommand command) {
        String place = from.partition() + "-" + from.offset() + "-" + from.timestamp();
        return new CommandId(place, command.correlationId(), command.failureProperties());
    }

    /** Letters, digits, dots, hyphens and underscores only. */
    String text() {
        StringBuilder text = new StringBuilder(FORM).append(SEPARATOR).append(place);
        append(text, correlationId);
        new TreeMap<>(metadata).forEach((name, value) -> {
            append(text, name);
            append(text, value);
        });
        return text.toString();
    }

    private static void append(StringBuilder text, String part) {
        text.append(SEPARATOR)
                .append(Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads an id; empty when it is not of this form. */
    static Optional<CommandId> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length < 3 || parts.length % 2 == 0 || !parts[0].equals(FORM)) {
            return Optional.empty();
        }
        try {
            List<String> decoded = new ArrayList<>();
            for (int i = 2; i < parts.length; i++) {
                decoded.add(new String(Base64.getUrlDecoder().decode(parts[i]), StandardCharsets.UTF_8));
            }
            Map<String, String> metadata = new HashMap<>();
            for (int i = 1; i < decoded.size(); i += 2) {
                metadata.put(decoded.get(i), decoded.get(i + 1));
            }
            return Optional.of(new CommandId(parts[1], decoded.get(0), metadata));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
