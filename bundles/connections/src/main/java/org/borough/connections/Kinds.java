// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.connections.transport.TransportKind;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionType;
import org.eclipse.ditto.connectivity.model.SshTunnel;

/** Which kinds of connections this city speaks: some always, others while their bundles are there. */
final class Kinds {

    /** Those that this bundle speaks itself. */
    private static final Set<ConnectionType> OWN =
            Set.of(ConnectionType.MQTT, ConnectionType.MQTT_5, ConnectionType.HTTP_PUSH);
    /** Those that can be added, and by what. */
    private static final Map<ConnectionType, String> FEATURES =
            Map.of(ConnectionType.KAFKA, "borough-connections-kafka");

    private final Map<ConnectionType, TransportKind> added = new ConcurrentHashMap<>();

    void add(TransportKind kind) {
        added.put(kind.type(), kind);
    }

    void remove(TransportKind kind) {
        added.remove(kind.type(), kind);
    }

    Optional<TransportKind> added(ConnectionType type) {
        return Optional.ofNullable(added.get(type));
    }

    /** Why a connection cannot be opened here at all, as things are. */
    Optional<String> refusal(Connection connection) {
        if (connection.getSshTunnel().filter(SshTunnel::isEnabled).isPresent()) {
            return Optional.of("SSH tunnels are not supported.");
        }
        ConnectionType type = connection.getConnectionType();
        if (OWN.contains(type) || added.containsKey(type)) {
            return Optional.empty();
        }
        String name = "Connections of the type " + type.getName();
        String feature = FEATURES.get(type);
        return Optional.of(
                feature == null
                        ? name + " are not supported."
                        : name + " need the feature " + feature + ", which is not installed.");
    }
}
