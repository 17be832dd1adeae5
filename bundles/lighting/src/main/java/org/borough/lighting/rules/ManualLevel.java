// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import java.time.Instant;

/**
 * A level that a person asked for, until it expires.
 *
 * @param asked the text in which it was asked, to know it again
 */
public record ManualLevel(double level, Instant since, Instant until, String by, String reason, String asked) {

    public static final ManualLevel NONE = new ManualLevel(0, Instant.MIN, Instant.MIN, "", "", "");

    public boolean active(Instant now) {
        return now.isBefore(until);
    }

    /** Of two that are in force, the one that was asked later. */
    public static ManualLevel latest(ManualLevel one, ManualLevel other, Instant now) {
        if (!one.active(now) || !other.active(now)) {
            return one.active(now) ? one : other;
        }
        return one.since().isBefore(other.since()) ? other : one;
    }
}
