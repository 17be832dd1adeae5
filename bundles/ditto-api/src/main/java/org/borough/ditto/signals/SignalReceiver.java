// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.signals;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes what is delivered. Called one signal after the other for each kind; must not block. */
@ConsumerType
public interface SignalReceiver {

    /**
     * Takes a delivery into a queue of the receiver's own.
     *
     * @return false if the receiver has no room for it; then its session ends, and {@link #cutOff()} follows
     */
    boolean receive(Delivery delivery);

    /** Tells the receiver that it was too slow and is sent nothing any more. */
    void cutOff();
}
