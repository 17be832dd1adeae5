// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto.topic;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.osgi.annotation.versioning.ConsumerType;

/** A log that a Ditto reads commands from. Registered as an OSGi service. Callable from any thread. */
@ConsumerType
public interface ReadingTopic {

    /**
     * Appends a command in Ditto's protocol. Never blocks. Commands of one thing stay in the order of their calls.
     *
     * @return completes when the log has the command for good; fails with a {@link org.borough.twin.TwinRefusedException}
     *     when it does not have it, or may not have it
     */
    CompletionStage<Void> append(String thing, byte[] command);

    /**
     * Has Ditto's answers told, one after the other, those included that came while nobody was told; none when the log
     * has no way back.
     *
     * @param taker called by one thread
     */
    Subscription answers(Consumer<byte[]> taker);

    /** Whether commands are taken now, in words for an operator. */
    Status status();
}
