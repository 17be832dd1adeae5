// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.borough.thing.ThingId;

/** One write on its way. What is in it beside its parts belongs to the lock of the {@link Writer}. */
final class Write {

    final ThingId thing;
    /** Makes the command; anew for every attempt, from what is known then. */
    final Supplier<ObjectNode> command;

    final CompletableFuture<Void> done = new CompletableFuture<>();
    final Instant deadline;
    int attempts;
    Instant answerBy = Instant.MAX;

    Write(ThingId thing, Supplier<ObjectNode> command, Instant deadline) {
        this.thing = thing;
        this.command = command;
        this.deadline = deadline;
    }
}
