// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.time.Instant;
import java.util.Optional;
import org.borough.connections.flow.Line;
import org.borough.connections.flow.Monitor;
import org.eclipse.ditto.connectivity.model.Connection;

/** A connection that the city has, and its line when it is open. */
record Holding(Connection connection, Monitor monitor, Optional<Line> line, Instant since) {

    Holding with(Connection other, Optional<Line> otherLine, Instant now) {
        return new Holding(other, monitor, otherLine, now);
    }
}
