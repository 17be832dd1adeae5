// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.time.Instant;

/** Whether a device may do what it asks for. */
public sealed interface Admission {

    /**
     * It may.
     *
     * @param registration the device
     * @param until when what it proved expires, {@link Instant#MAX} for never; a connection must be closed then
     * @param created whether it was registered just now, by itself or its gateway. Whoever asked must say so to the
     *     applications, by an event
     */
    record Admitted(Registration registration, Instant until, boolean created) implements Admission {

        /** The admission of a known device without an end. */
        public Admitted(Registration registration) {
            this(registration, Instant.MAX, false);
        }
    }

    /**
     * It may not.
     *
     * @param status 401, 403, 404, 429 or 503, as Hono's endpoints give them
     * @param reason why, in words that may be shown to the device
     */
    record Refused(int status, String reason) implements Admission {}
}
