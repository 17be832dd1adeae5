// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.thing.Endpoint;

/** Puts together what goes with a message: the registration's defaults, the device's own words, where it came in. */
final class MessageProperties {

    /** The one header that is passed on as it is; everything else a device wants to say stands in the query. */
    private static final String LORAWAN_PORT = "fport";

    /** Names with a meaning of their own, and those by which a device could pass for something else. */
    private static final Set<String> RESERVED = Set.of(
            "content-type",
            "qos-level",
            "hono-ttl",
            "hono-ttd",
            "hono-cmd-status",
            "authorization",
            "traceparent",
            "tracestate",
            Message.ADAPTER,
            Message.ENVELOPE,
            "device_id",
            "tenant_id",
            "gateway_id",
            "orig_adapter",
            "orig_address",
            "creation-time",
            "qos",
            "ttl",
            "ttd",
            "status",
            "x-opt-retain");

    private MessageProperties() {}

    static Map<String, String> of(
            DeviceRequest request, Endpoint endpoint, int qos, int ttdSeconds, Registration registration) {
        Map<String, String> all = new HashMap<>(registration.defaults());
        request.query().forEach((name, value) -> {
            if (!name.isEmpty() && !RESERVED.contains(name)) {
                all.put(name, value);
            }
        });
        request.value(LORAWAN_PORT).ifPresent(port -> all.put(LORAWAN_PORT, port));
        all.put("orig_adapter", Platform.PROTOCOL);
        all.put("orig_address", request.path());
        all.put("qos", Integer.toString(qos));
        if (ttdSeconds > 0) {
            all.put("ttd", Integer.toString(ttdSeconds));
        }
        all.remove("ttl");
        ttlSeconds(request, endpoint, qos, registration)
                .ifPresent(seconds -> all.put("ttl", Long.toString(Math.multiplyExact(seconds, 1000L))));
        return all;
    }

    static String contentType(DeviceRequest request, Registration registration) {
        return said(request)
                .orElseGet(() -> registration.defaults().getOrDefault("content-type", "application/octet-stream"));
    }

    /** The media type that the request names. */
    static Optional<String> said(DeviceRequest request) {
        return request.value("content-type").filter(type -> !type.isEmpty());
    }

    private static OptionalLong ttlSeconds(
            DeviceRequest request, Endpoint endpoint, int qos, Registration registration) {
        Map<String, String> defaults = registration.defaults();
        OptionalLong general = seconds(Optional.ofNullable(defaults.get("ttl")));
        OptionalLong own =
                switch (endpoint) {
                    case EVENT -> seconds(request.value("hono-ttl"));
                    case TELEMETRY -> seconds(Optional.ofNullable(defaults.get("ttl-telemetry-qos" + qos)));
                    case RESPONSE -> seconds(Optional.ofNullable(defaults.get("ttl-command-response")));
                };
        return own.isPresent() ? own : general;
    }

    /** What is no number of seconds counts as not given. */
    private static OptionalLong seconds(Optional<String> text) {
        return text.filter(digits -> digits.matches("\\d{1,12}"))
                .map(digits -> OptionalLong.of(Long.parseLong(digits)))
                .orElseGet(OptionalLong::empty);
    }
}
