// SPDX-License-Identifier: EPL-2.0
package org.borough.twin;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.borough.thing.Command;
import org.borough.thing.Outcome;
import org.borough.thing.ThingId;
import org.osgi.annotation.versioning.ProviderType;

/** Asks things for acts, and shows what is under way. Offered by the router. */
@ProviderType
public interface Commands {

    /**
     * Asks. The command is on disk when this returns its stage's first step; it survives a restart.
     *
     * @return how it ended; the stage never fails
     */
    CompletionStage<Outcome> ask(Command.Message command);

    /**
     * Asks with JSON text, for callers that hold no {@link org.borough.thing.JsonText}.
     *
     * @param json the arguments; empty without any
     */
    CompletionStage<Outcome> ask(ThingId thing, String feature, String subject, String json, Cause cause);

    /** Asks with bytes of any kind, for front doors. */
    CompletionStage<Outcome> ask(Request request);

    /** What has no outcome yet, oldest first; of one thing, or of all when it is empty. */
    List<Pending> pending(String thing);

    /**
     * What is asked of a thing, as it came from outside.
     *
     * @param feature the feature that is asked, empty for the thing as a whole
     * @param subject what is asked
     * @param contentType the media type of the payload, empty without one
     * @param payload the arguments; they must not be changed any more
     * @param responseRequired whether the device's answer is waited for; without it the outcome says whether it was
     *     delivered
     */
    record Request(
            ThingId thing,
            String feature,
            String subject,
            String contentType,
            byte[] payload,
            boolean responseRequired,
            Cause cause) {}

    /**
     * One command that has no outcome yet.
     *
     * @param command what was asked
     * @param attempts how often it was sent
     * @param state what it waits for, in words
     */
    record Pending(Command command, int attempts, String state) {}
}
