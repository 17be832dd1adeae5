// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.signals;

import org.borough.engine.PolicyModels;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.protocol.Adaptable;

/** Commands on policies as they come in Ditto protocol. */
public final class PolicySignals {

    private PolicySignals() {}

    /**
     * The signal that was read of an adaptable, with all that it says of policies: Ditto's own adapter forgets of which
     * namespaces an entry speaks, and so would give more rights than were meant.
     */
    public static Signal<?> whole(Signal<?> read, Adaptable given) {
        return given.getPayload()
                .getValue()
                .<Signal<?>>map(value -> PolicyModels.whole(read, value))
                .orElse(read);
    }
}
