// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import java.time.Instant;

/** How a command ended. */
public sealed interface Outcome {

    /** When it ended. */
    Instant at();

    /** A sentence for a person. */
    String reason();

    /**
     * The thing did it: it reported the desired state, or answered with a success.
     *
     * @param answer the answer's payload as text, empty when there was none
     */
    record Confirmed(Instant at, String reason, String answer) implements Outcome {}

    /**
     * The thing, its adapter or a policy refused.
     *
     * @param status the HTTP-like status that goes with the refusal, for example 403 or 501
     */
    record Rejected(Instant at, String reason, int status) implements Outcome {}

    /** The deadline passed first. */
    record TimedOut(Instant at, String reason) implements Outcome {}
}
