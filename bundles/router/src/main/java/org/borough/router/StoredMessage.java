// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Instant;
import java.util.Map;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.thing.Endpoint;

/** A message as the quarantine keeps it on disk, with the reason. */
record StoredMessage(
        String tenant,
        String device,
        String gateway,
        String endpoint,
        int qos,
        String contentType,
        Map<String, String> properties,
        byte[] payload,
        String receivedAt,
        String reason,
        String at,
        boolean waiting) {

    static StoredMessage of(Message message, String reason, Instant at, boolean waiting) {
        return new StoredMessage(
                message.device().tenant(),
                message.device().id(),
                message.gateway(),
                message.endpoint().name(),
                message.qos(),
                message.contentType(),
                message.properties(),
                message.payload(),
                message.receivedAt().toString(),
                reason,
                at.toString(),
                waiting);
    }

    Message message() {
        return new Message(
                new DeviceId(tenant, device),
                gateway,
                Endpoint.valueOf(endpoint),
                qos,
                contentType,
                properties,
                payload,
                Instant.parse(receivedAt));
    }

    Instant time() {
        return Instant.parse(at);
    }
}
