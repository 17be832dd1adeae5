// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.borough.connect.Message;
import org.borough.connect.Registration;
import org.borough.thing.Endpoint;

/** Puts together what goes with a message: the registration's defaults, the device's own words, where it came in. */
final class MessageProperties {

    static final String PROTOCOL = "hono-mqtt";

    /** Names with a meaning of their own, and those by which a device could pass for something else. */
    private static final Set<String> RESERVED = Set.of(
            "content-type",
            "hono-ttl",
            "hono-ttd",
            "on-error",
            "correlation-id",
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

    static Map<String, String> of(Incoming incoming, Endpoint endpoint, Registration registration) {
        Map<String, String> all = new HashMap<>(registration.defaults());
        incoming.bag().values().forEach((name, value) -> {
            if (!RESERVED.contains(name)) {
                all.put(name, value);
            }
        });
        origin(all, incoming.address(), incoming.qos());
        if (incoming.retain()) {
            all.put("x-opt-retain", "true");
        }
        all.remove("ttl");
        ttlSeconds(incoming, endpoint, registration)
                .ifPresent(seconds -> all.put("ttl", Long.toString(Math.multiplyExact(seconds, 1000L))));
        return all;
    }

    /** The properties of a message that the endpoint itself sends in a device's name. */
    static Map<String, String> notification(Registration registration, String address, int ttd) {
        Map<String, String> all = new HashMap<>(registration.defaults());
        all.remove("ttl");
        origin(all, address, 1);
        all.put("ttd", Integer.toString(ttd));
        return all;
    }

    static String contentType(Incoming incoming, Registration registration) {
        return incoming.contentType().isEmpty()
                ? registration.defaults().getOrDefault("content-type", "application/octet-stream")
                : incoming.contentType();
    }

    private static void origin(Map<String, String> all, String address, int qos) {
        all.put("orig_adapter", PROTOCOL);
        all.put("orig_address", address);
        all.put("qos", Integer.toString(qos));
    }

    private static OptionalLong ttlSeconds(Incoming incoming, Endpoint endpoint, Registration registration) {
        Map<String, String> defaults = registration.defaults();
        return switch (endpoint) {
            case EVENT -> first(seconds(incoming.bag().values().get("hono-ttl")), seconds(defaults.get("ttl")));
            case TELEMETRY ->
                first(seconds(defaults.get("ttl-telemetry-qos" + incoming.qos())), seconds(defaults.get("ttl")));
            case RESPONSE -> first(seconds(defaults.get("ttl-command-response")), seconds(defaults.get("ttl")));
        };
    }

    private static OptionalLong first(OptionalLong one, OptionalLong other) {
        return one.isPresent() ? one : other;
    }

    /** What is no number of seconds counts as not given. */
    private static OptionalLong seconds(String text) {
        if (text == null || !text.matches("\\d{1,12}")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }
}
