// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.transport;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** One life of a connection to the outside, from {@link #open()} until it breaks or is closed. Callable from any thread. */
@ConsumerType
public interface Transport {

    /** Connects and subscribes to all sources. Fails with a {@link TransportException}; then nothing stays open. */
    CompletionStage<Void> open();

    /** Sends a message. Fails with a {@link TransportException} when it is not known to have arrived. */
    CompletionStage<Receipt> publish(Outgoing message);

    /** Reads no more until {@link #resume()}; what is under way may still come. */
    void pause();

    /** Reads on. */
    void resume();

    /** Ends it in good order. Nobody is told that it is lost. */
    void close();
}
