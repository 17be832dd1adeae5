// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.time.Duration;
import java.util.function.Consumer;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Delivery;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Response;

/**
 * What a request is answered.
 *
 * @param response the message
 * @param reject whether a reset is sent instead of it: the peer turned out to be nobody
 * @param written told whether the message reached the device
 */
record Answer(Response response, boolean reject, Consumer<Delivery> written) {

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final int DETAILS = 32;

    static Answer changed() {
        return of(new Response(ResponseCode.CHANGED));
    }

    static Answer of(Response response) {
        return new Answer(response, false, delivery -> {});
    }

    static Answer of(Acknowledgement acknowledgement) {
        return acknowledgement instanceof Acknowledgement.Refused refused
                ? error(refused.status(), refused.reason())
                : changed();
    }

    /** A refusal, with the reason in words. */
    static Answer error(int status, String reason) {
        Response response = new Response(code(status));
        response.getOptions().setContentFormat(MediaTypeRegistry.TEXT_PLAIN);
        response.setPayload(reason);
        return of(response).after(status == 503 ? RETRY : Duration.ZERO);
    }

    /** Too much at once, or too much for a while when there is no telling how long. */
    static Answer tooMany(String reason, Duration pause) {
        return error(429, reason).after(pause.isZero() ? LATER : pause);
    }

    /** A reset: as if nobody was here. */
    static Answer nobody() {
        return new Answer(error(401, "Unauthorized").response(), true, delivery -> {});
    }

    boolean success() {
        return !reject && response.getCode().isSuccess();
    }

    private Answer after(Duration pause) {
        if (!pause.isZero()) {
            response.getOptions().setMaxAge(Math.max(1, pause.plusMillis(999).toSeconds()));
        }
        return this;
    }

    /** HTTP's statuses have the same numbers, as far as CoAP knows them. */
    private static ResponseCode code(int status) {
        int detail = status % 100;
        int wanted = (status / 100 << 5) | detail;
        for (ResponseCode code : ResponseCode.values()) {
            if (detail < DETAILS && code.value == wanted && code.codeClass == status / 100) {
                return code;
            }
        }
        return status >= 500 ? ResponseCode.INTERNAL_SERVER_ERROR : ResponseCode.BAD_REQUEST;
    }
}
