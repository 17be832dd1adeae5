// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.util.concurrent.CompletionStage;
import org.borough.connect.DeviceId;

/** One open connection. Every method is called from any thread. */
public interface Connection {

    /** Whether it is a connection of that device; with the id {@code +}, of any device of the tenant. */
    boolean isOf(DeviceId device);

    /** Closes it because its device may no longer connect. */
    void expel();

    /** Closes it when what is under way is done. */
    CompletionStage<Void> stop();

    /** Whether a connection whose proven identity is {@code own} is meant by a change of {@code changed}. */
    static boolean concerns(DeviceId changed, DeviceId own) {
        return own.tenant().equals(changed.tenant())
                && (own.id().equals(changed.id()) || changed.id().equals("+"));
    }
}
