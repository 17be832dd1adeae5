// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.sun;

import java.time.Duration;
import java.time.Instant;

/** The time between the sun going below an angle and coming up over it again. */
public record Night(Instant from, Instant until) {

    public boolean has(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    public boolean within(Night other) {
        return !from.isBefore(other.from) && !until.isAfter(other.until);
    }

    /** The night with its ends moved; it may come to be empty. */
    public Night moved(Duration start, Duration end) {
        return new Night(from.plus(start), until.plus(end));
    }

    public boolean isEmpty() {
        return !from.isBefore(until);
    }
}
