// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

import java.time.Duration;
import java.time.Instant;

/** Something that says of itself when it was, and came at another time. */
public interface Timed {

    /** When it was, by the device's clock where it has one. */
    Instant at();

    /** When it was heard. */
    Instant arrived();

    /** How far its time is ahead; negative when it is behind. */
    default Duration ahead() {
        return Duration.between(arrived(), at());
    }
}
