// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.util.Optional;
import org.borough.connect.Registration;
import org.borough.endpoint.CommandStatus;
import org.borough.endpoint.Notices;
import org.borough.thing.Endpoint;

/** What a request asks for in the parameters that Hono gave a meaning. */
final class Wishes {

    static final String TTL = "hono-ttl";

    private static final String TTD = "hono-ttd";

    private Wishes() {}

    /** What speaks against an upload; the other methods are for requests without objection. */
    static Optional<Answer> objection(DeviceRequest request, Endpoint endpoint) {
        if (endpoint == Endpoint.EVENT && !request.confirmable()) {
            return bad("events are taken in confirmable messages only");
        }
        if (request.value(TTD).filter(ttd -> !ttd.matches("-?\\d{1,9}")).isPresent()) {
            return bad("hono-ttd must be a whole number of seconds");
        }
        if (request.body().length == 0 && request.contentType().isEmpty()) {
            return bad("the request has neither a body nor a content format; an empty notification has the parameter"
                    + " 'empty'");
        }
        return request.body().length > 0 && request.contentType().equalsIgnoreCase(Notices.EMPTY)
                ? bad("an empty notification has no body")
                : Optional.empty();
    }

    /** How long the request waits for a command; 0 when it does not. */
    static int ttdSeconds(DeviceRequest request, Registration registration, CoapSettings settings) {
        int asked = request.value(TTD).map(Integer::parseInt).orElse(0);
        int longest = number(registration, "max-ttd").orElse(settings.maxTtdSeconds());
        return Math.max(0, Math.min(asked, longest));
    }

    /** After which time an acknowledgement goes ahead of the response; negative for never. */
    static int ackMillis(DeviceRequest request, Registration registration, CoapSettings settings) {
        int tenants = number(registration, "timeoutToAck").orElse(settings.ackTimeoutMillis());
        return tenants == 0 && settings.ackTimeoutMillis() > 0 && request.piggyBacked()
                ? number(registration, "deviceTriggeredTimeoutToAck").orElse(settings.ackTimeoutMillis())
                : tenants;
    }

    /** The status of a command's answer, -1 when there is none or it is not one. */
    static int commandStatus(DeviceRequest request) {
        return request.value("hono-cmd-status").map(CommandStatus::parse).orElse(CommandStatus.NONE);
    }

    private static Optional<Integer> number(Registration registration, String option) {
        return Optional.ofNullable(registration.options().get(option))
                .filter(text -> text.matches("-?\\d{1,9}"))
                .map(Integer::parseInt);
    }

    private static Optional<Answer> bad(String reason) {
        return Optional.of(Answer.error(400, reason));
    }
}
