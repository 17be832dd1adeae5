// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

/** Whether a device may do what it asks for. */
public sealed interface Admission {

    /** It may. */
    record Admitted(Registration registration) implements Admission {}

    /**
     * It may not.
     *
     * @param status 401, 403, 404, 429 or 503, as Hono's endpoints give them
     * @param reason why, in words that may be shown to the device
     */
    record Refused(int status, String reason) implements Admission {}
}
