// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where connections hand over what devices sent. Offered by the router.
 *
 * <p>Messages of one device keep the order in which they were handed over. Callable from any thread; never blocks.
 */
@ProviderType
public interface Uplinks {

    /**
     * Takes one message. It is owned by the router from now on, whatever {@link Intake#room()} says.
     *
     * @return when to read on, and when to acknowledge
     */
    Intake accept(Message message);
}
