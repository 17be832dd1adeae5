// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.transport;

/** Who hears of a transport. Called from the transport's threads; must not block. */
public interface TransportListener {

    /** A message came for a source. */
    void received(Incoming message);

    /** An open transport broke by itself; it is of no use any more. */
    void lost(String why);
}
