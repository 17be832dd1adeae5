// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import java.util.Objects;

/**
 * How something is, as a value that an operator can read at 3 a.m.
 *
 * @param level how bad it is
 * @param reason one sentence that names the cause and, when there is one, the remedy
 */
public record Status(Level level, String reason) {

    /** How bad it is, from best to worst. */
    public enum Level {
        /** Works. */
        OK,
        /** Works in part, or with a loss that somebody should look at. */
        DEGRADED,
        /** Does not work. */
        FAILED
    }

    /** Checks that no part is missing. */
    public Status {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(reason, "reason");
    }

    /** All is well. */
    public static Status ok(String reason) {
        return new Status(Level.OK, reason);
    }

    /** Works in part. */
    public static Status degraded(String reason) {
        return new Status(Level.DEGRADED, reason);
    }

    /** Does not work. */
    public static Status failed(String reason) {
        return new Status(Level.FAILED, reason);
    }
}
