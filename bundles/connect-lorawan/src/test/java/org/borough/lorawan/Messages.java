// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.Message;
import org.borough.thing.Endpoint;

/** Messages of the network server {@code city/server} and for the devices behind it. */
final class Messages {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private Messages() {}

    static Message from(byte[] json) {
        return new Message(
                new DeviceId("city", "server"),
                "",
                Endpoint.TELEMETRY,
                1,
                "application/json",
                Map.of("envelope", "any", "orig_adapter", "hono-http", "orig_address", "/telemetry"),
                json,
                NOW);
    }

    static Message from(String json) {
        return from(json.getBytes(StandardCharsets.UTF_8));
    }

    static DownlinkMessage to(String device, Map<String, String> properties, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        return new DownlinkMessage(
                new DeviceId("city", device), "server", "r1", "dim", "application/octet-stream", properties, bytes);
    }

    static String text(DownlinkMessage message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }
}
