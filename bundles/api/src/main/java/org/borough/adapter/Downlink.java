// SPDX-License-Identifier: EPL-2.0
package org.borough.adapter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * One message to a device.
 *
 * @param subject what the message is called where the protocol has names for it, for example the last segment of an MQTT
 *     command topic
 * @param contentType the media type of the payload
 * @param properties further properties in lower case, for example {@code fport} and {@code confirmed} for LoRaWAN
 * @param payload the bytes
 */
public record Downlink(String subject, String contentType, Map<String, String> properties, byte[] payload) {

    /** Keeps its own copies. */
    public Downlink {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(contentType, "contentType");
        properties = Map.copyOf(properties);
        payload = payload.clone();
    }

    /** Bytes for a LoRaWAN port, 1 to 223. */
    public static Downlink lorawan(String subject, int fPort, byte... payload) {
        return new Downlink(subject, "application/octet-stream", Map.of("fport", Integer.toString(fPort)), payload);
    }

    /** A JSON text. */
    public static Downlink json(String subject, String text) {
        return new Downlink(subject, "application/json", Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes, as a copy. */
    @Override
    public byte[] payload() {
        return payload.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Downlink that
                && subject.equals(that.subject)
                && contentType.equals(that.contentType)
                && properties.equals(that.properties)
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(subject, contentType, properties, Arrays.hashCode(payload));
    }
}
