// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Duration;
import java.time.Instant;

/** The time between the sun going below an angle and coming up over it again. */
record Night(Instant from, Instant until) {

    boolean has(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    boolean within(Night other) {
        return !from.isBefore(other.from) && !until.isAfter(other.until);
    }

    /** The night with its ends moved; it may come to be empty. */
    Night moved(Duration start, Duration end) {
        return new Night(from.plus(start), until.plus(end));
    }

    boolean isEmpty() {
        return !from.isBefore(until);
    }
}
