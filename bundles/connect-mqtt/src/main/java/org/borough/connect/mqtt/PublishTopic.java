// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import org.borough.thing.Endpoint;

/** What the topic of a device's message says, without its property bag. */
sealed interface PublishTopic {

    /** The tenant that the topic names, empty when it names none. */
    String tenant();

    /** The device that the topic names, empty when it names none. */
    String device();

    /** The endpoint in the words in which error topics name it. */
    String spoken();

    /** Telemetry or an event. */
    record Uplink(Endpoint endpoint, String tenant, String device, String spoken) implements PublishTopic {}

    /** The answer to a command. */
    record Response(String tenant, String device, String spoken, String requestId, int status)
            implements PublishTopic {}

    /** None that devices may use. */
    record Malformed(String tenant, String device, String spoken, Failure failure) implements PublishTopic {}

    static PublishTopic parse(String topic) {
        if (topic.isEmpty() || topic.startsWith("/")) {
            return new Malformed("", "", "unknown", Failure.of(400, "topic is empty or starts with a slash"));
        }
        String[] segments = topic.split("/", -1);
        return switch (segments[0]) {
            case "t", "telemetry" -> uplink(Endpoint.TELEMETRY, segments);
            case "e", "event" -> uplink(Endpoint.EVENT, segments);
            case "c" -> response("c-s", segments);
            case "command" -> response("command-response", segments);
            default -> new Malformed("", "", "unknown", Failure.of(404, "no such endpoint"));
        };
    }

    private static PublishTopic uplink(Endpoint endpoint, String... segments) {
        String tenant = at(1, segments);
        String device = at(2, segments);
        if (device.isEmpty() && !tenant.isEmpty()) {
            return new Malformed(
                    tenant, device, segments[0], Failure.of(400, "topic names a tenant but no device of it"));
        }
        return new Uplink(endpoint, tenant, device, segments[0]);
    }

    private static PublishTopic response(String spoken, String... segments) {
        String tenant = at(1, segments);
        String device = at(2, segments);
        boolean answer = at(3, segments).equals("s") || at(3, segments).equals("res");
        if (!answer || at(4, segments).isEmpty()) {
            return malformed(tenant, device, spoken, "topic is no command response: write command///res/{id}/{status}");
        }
        if (device.isEmpty() && !tenant.isEmpty()) {
            return malformed(tenant, device, spoken, "topic names a tenant but no device of it");
        }
        int status = status(at(5, segments));
        if (status < 200 || status >= 600 || status >= 300 && status < 400) {
            return malformed(tenant, device, spoken, "status of a command response must be 200..299 or 400..599");
        }
        return new Response(tenant, device, spoken, at(4, segments), status);
    }

    private static Malformed malformed(String tenant, String device, String spoken, String reason) {
        return new Malformed(tenant, device, spoken, Failure.of(400, reason));
    }

    private static int status(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String at(int index, String... segments) {
        return index < segments.length ? segments[index] : "";
    }
}
