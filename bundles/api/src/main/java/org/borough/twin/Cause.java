// SPDX-License-Identifier: EPL-2.0
package org.borough.twin;

import java.time.Instant;
import java.util.Objects;

/**
 * Who wants something, why, and until when.
 *
 * @param by the subject, as in policies: {@code service:lighting}, {@code borough:admin}, {@code integration:devices}
 * @param reason one sentence for whoever looks at the twin later; may be empty
 * @param deadline when a wish is given up; {@link #NO_DEADLINE} leaves it to the platform
 */
public record Cause(String by, String reason, Instant deadline) {

    /** Leaves the deadline to the platform's configuration. */
    public static final Instant NO_DEADLINE = Instant.MAX;

    /** Checks that no part is missing. */
    public Cause {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(deadline, "deadline");
    }

    /** A cause without a deadline of its own. */
    public static Cause of(String by, String reason) {
        return new Cause(by, reason, NO_DEADLINE);
    }
}
