// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.signals;

import org.eclipse.ditto.base.model.signals.Signal;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes what streams send, in order. Must not block. */
@ConsumerType
@FunctionalInterface
public interface StreamReceiver {

    /**
     * Takes a signal into a queue of the receiver's own.
     *
     * @param sent to be called once when there is room for the next of the same stream; never on the thread of the caller
     *     before this returns
     */
    void receive(Signal<?> signal, Runnable sent);
}
