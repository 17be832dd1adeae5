// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.borough.connect.CommandResponse;
import org.borough.connect.DeviceId;
import org.borough.connect.Message;
import org.borough.hono.HonoHeaders;
import org.borough.hono.HonoResponse;
import org.borough.hono.HonoUplink;
import org.borough.thing.Endpoint;

/** Writes what devices sent just as Hono writes it: which properties go out, and in which form. */
final class UplinkRecords {

    /** Hono's name for the event that tells of a device which registered itself or was registered by its gateway. */
    static final String PROVISIONED = "application/vnd.eclipse-hono-device-provisioning-notification";

    private static final String GATEWAY_ID = "gateway_id";
    private static final Pattern TRACE =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}" + "-[0-9a-f]{2}(-.*)?");

    /** Said in a field of the message, or nothing that Hono tells applications. */
    private static final Set<String> OWN =
            Set.of(HonoHeaders.TENANT_ID, GATEWAY_ID, HonoHeaders.CREATION_TIME, HonoHeaders.CORRELATION_ID);

    /** Defaults that only say how to find the time to live. */
    private static final Set<String> TELEMETRY_TTL = Set.of("ttl-telemetry-qos0", "ttl-telemetry-qos1");

    private static final Set<String> RESPONSE_TTL = Set.of("ttl-command-response");

    /** What belongs to the way by which an answer came; Hono's answers do not carry it. */
    private static final Set<String> NOT_IN_RESPONSES = Set.of(
            HonoHeaders.ORIG_ADAPTER, HonoHeaders.ORIG_ADDRESS, HonoHeaders.QOS, HonoHeaders.TTD, "x-opt-retain");

    private UplinkRecords() {}

    /** The record of telemetry or an event. */
    static ProducerRecord<String, byte[]> of(Message message) {
        boolean provisioned = message.contentType().equals(PROVISIONED);
        Map<String, String> properties = outgoing(message.properties());
        if (message.endpoint() == Endpoint.TELEMETRY) {
            properties.keySet().removeAll(TELEMETRY_TTL);
        }
        ProducerRecord<String, byte[]> written = HonoUplink.write(message.withProperties(properties));
        if (provisioned) {
            HonoHeaders.put(
                    written.headers(), HonoHeaders.TENANT_ID, message.device().tenant());
            if (!message.gateway().isEmpty()) {
                HonoHeaders.put(written.headers(), GATEWAY_ID, message.gateway());
            }
        }
        return written;
    }

    /** The record of a device's answer. */
    static ProducerRecord<String, byte[]> of(DeviceId asked, String correlationId, CommandResponse response) {
        Message message = response.message();
        Map<String, String> properties = outgoing(message.properties());
        properties.keySet().removeAll(RESPONSE_TTL);
        properties.keySet().removeAll(NOT_IN_RESPONSES);
        return new HonoResponse(
                        asked,
                        correlationId,
                        response.status(),
                        message.contentType(),
                        properties,
                        message.payload(),
                        message.receivedAt())
                .write();
    }

    /** A trace context that is damaged is dropped; the record gets one of its own then. */
    private static Map<String, String> outgoing(Map<String, String> properties) {
        Map<String, String> outgoing = new HashMap<>(properties);
        outgoing.keySet().removeAll(OWN);
        String trace = outgoing.get(HonoHeaders.TRACE_PARENT);
        if (trace != null && !TRACE.matcher(trace).matches()) {
            outgoing.remove(HonoHeaders.TRACE_PARENT);
            outgoing.remove("tracestate");
        }
        return outgoing;
    }
}
