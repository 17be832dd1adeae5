// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import java.time.Instant;
import java.util.Optional;

/** How a command ended. */
public sealed interface Outcome {

    /** When it ended. */
    Instant at();

    /** A sentence for a person. */
    String reason();

    /** What the device itself answered; empty when it did not, for example because its adapter or a policy refused. */
    default Optional<Answer> response() {
        return Optional.empty();
    }

    /**
     * The thing did it: it reported the desired state, or answered with a success.
     *
     * @param answer the answer's payload as text, empty when there was none
     */
    record Confirmed(Instant at, String reason, String answer, Optional<Answer> response) implements Outcome {

        /** Confirmed otherwise than by an answer of the device. */
        public Confirmed(Instant at, String reason, String answer) {
            this(at, reason, answer, Optional.empty());
        }
    }

    /**
     * The thing, its adapter or a policy refused.
     *
     * @param status the HTTP-like status that goes with the refusal, for example 403 or 501
     */
    record Rejected(Instant at, String reason, int status, Optional<Answer> response) implements Outcome {

        /** Rejected by another than the device. */
        public Rejected(Instant at, String reason, int status) {
            this(at, reason, status, Optional.empty());
        }
    }

    /** The deadline passed first. */
    record TimedOut(Instant at, String reason) implements Outcome {}
}
