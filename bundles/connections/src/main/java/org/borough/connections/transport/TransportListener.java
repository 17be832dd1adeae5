// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.transport;

import org.osgi.annotation.versioning.ProviderType;

/** Who hears of a transport. Called from the transport's threads; must not block. */
@ProviderType
public interface TransportListener {

    /** A message came for a source. */
    void received(Incoming message);

    /** Something went wrong that the transport can go on without. */
    void troubled(String why);

    /** An open transport broke by itself; it is of no use any more. */
    void lost(String why);
}
