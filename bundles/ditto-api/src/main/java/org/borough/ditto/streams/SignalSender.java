// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.streams;

import org.eclipse.ditto.base.model.signals.Signal;

/** Sends signals to one client, in order. */
public interface SignalSender {

    /**
     * Sends a signal when its turn comes.
     *
     * @param sent called when it is on its way; never on the thread of the caller before this returns
     */
    void send(Signal<?> signal, Runnable sent);
}
