// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.util.Optional;
import org.borough.connect.Registration;
import org.borough.endpoint.CommandStatus;
import org.borough.endpoint.Notices;
import org.borough.thing.Endpoint;

/** What a request asks for in the headers and parameters that Hono gave a meaning. */
final class Wishes {

    private static final String QOS = "qos-level";
    private static final String TTD = "hono-ttd";

    private Wishes() {}

    /** What speaks against the request; the other methods are for requests without objection. */
    static Optional<Answer> objection(DeviceRequest request, Endpoint endpoint) {
        String qos = request.value(QOS).orElse("");
        if (!qos.isEmpty() && !qos.equals("1") && !(qos.equals("0") && endpoint == Endpoint.TELEMETRY)) {
            return bad("unsupported QoS-Level header value");
        }
        if (request.value(TTD).filter(ttd -> !ttd.matches("-?\\d{1,9}")).isPresent()) {
            return bad("hono-ttd must be a whole number of seconds");
        }
        String type = contentType(request);
        if (request.body().length == 0 && type.isEmpty()) {
            return bad("content type [null] does not match payload");
        }
        return request.body().length > 0 && type.equalsIgnoreCase(Notices.EMPTY)
                ? bad("content type [" + type + "] does not match payload")
                : Optional.empty();
    }

    /** The media type that the request names; empty when it names none. */
    static String contentType(DeviceRequest request) {
        return request.value("content-type").orElse("");
    }

    static int qos(DeviceRequest request, Endpoint endpoint) {
        return endpoint == Endpoint.EVENT
                        || request.value(QOS).filter("1"::equals).isPresent()
                ? 1
                : 0;
    }

    /** How long the request waits for a command; 0 when it does not. */
    static int ttdSeconds(DeviceRequest request, Registration registration, HttpSettings settings) {
        int asked = request.value(TTD).map(Integer::parseInt).orElse(0);
        int longest = Optional.ofNullable(registration.options().get("max-ttd"))
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(settings.maxTtdSeconds());
        return Math.max(0, Math.min(asked, Math.min(longest, settings.ttdCeilingSeconds())));
    }

    /** The status of a command's answer, -1 when there is none or it is not one. */
    static int commandStatus(DeviceRequest request) {
        return request.value("hono-cmd-status").map(CommandStatus::parse).orElse(CommandStatus.NONE);
    }

    private static Optional<Answer> bad(String reason) {
        return Optional.of(Answer.error(400, reason));
    }
}
