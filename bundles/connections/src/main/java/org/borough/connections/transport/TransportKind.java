// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.transport;

import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionType;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes the transports of one type of connections. Registered as an OSGi service: connections of its type that wait to be
 * open are opened when it comes, and wait again when it goes. Callable from any thread.
 */
@ConsumerType
public interface TransportKind {

    /** The type of the connections. */
    ConnectionType type();

    /**
     * A transport for one life of a connection, not open yet. The document was checked before.
     *
     * @param hosts what may be reached
     * @param maxBytes the largest message that is taken
     */
    Transport of(Connection connection, Hosts hosts, int maxBytes, TransportListener listener);
}
