// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.MessageBuilder;

/** What messages carry: bytes of any kind, and what those of known kinds mean. */
final class Payloads {

    private static final String CHARSET = "charset=";

    private Payloads() {}

    /** Puts bytes into a message; JSON and texts as such, too, for those who are written to in Ditto Protocol. */
    static void put(MessageBuilder<Object> message, String contentType, byte[] bytes) {
        message.rawPayload(ByteBuffer.wrap(bytes));
        String type = mediaType(contentType);
        if (type.startsWith("text/")) {
            message.payload(new String(bytes, charset(contentType)));
        } else if (type.equals("application/json") || type.endsWith("+json")) {
            json(bytes).ifPresent(message::payload);
        }
    }

    /** The bytes of a message, whatever way it came. */
    static byte[] of(Message<?> message) {
        return message.getRawPayload()
                .map(Payloads::copy)
                .or(() -> message.getPayload().map(value -> value.toString().getBytes(StandardCharsets.UTF_8)))
                .orElse(new byte[0]);
    }

    /** What a message says, as text in its own character set. */
    static String text(Message<?> message) {
        return new String(of(message), charset(message.getContentType().orElse("")));
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Bytes that are called JSON and are none stay bytes. */
    private static Optional<Object> json(byte[] bytes) {
        try {
            return Optional.of(JsonFactory.readFrom(new String(bytes, StandardCharsets.UTF_8)));
        } catch (JsonRuntimeException e) {
            return Optional.empty();
        }
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    private static Charset charset(String contentType) {
        int at = contentType.toLowerCase(Locale.ROOT).indexOf(CHARSET);
        String name = at < 0
                ? ""
                : contentType
                        .substring(at + CHARSET.length())
                        .split(";", 2)[0]
                        .replace("\"", "")
                        .trim();
        try {
            return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
