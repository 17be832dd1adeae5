// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.util.Optional;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.SshTunnel;

/** Which kinds of connections this city speaks. */
final class Kinds {

    private Kinds() {}

    /** Why a connection cannot be opened here at all. */
    static Optional<String> refusal(Connection connection) {
        if (connection.getSshTunnel().filter(SshTunnel::isEnabled).isPresent()) {
            return Optional.of("SSH tunnels are not supported.");
        }
        return switch (connection.getConnectionType()) {
            case MQTT, MQTT_5, HTTP_PUSH -> Optional.empty();
            case KAFKA, AMQP_091, AMQP_10, HONO ->
                Optional.of("Connections of the type "
                        + connection.getConnectionType().getName() + " are not supported.");
        };
    }
}
