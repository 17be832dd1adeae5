// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.borough.connections.flow.Line.Health;
import org.borough.connections.flow.Line.State;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.eclipse.ditto.connectivity.model.RecoveryStatus;
import org.eclipse.ditto.connectivity.model.ResourceStatus;
import org.eclipse.ditto.connectivity.model.signals.commands.query.RetrieveConnectionStatusResponse;
import org.eclipse.ditto.json.JsonObject;

/** Tells how connections are, in Ditto's words. */
public final class Reports {

    private static final String CLIENT = "borough";

    private Reports() {}

    /** The status of a connection that is open, or should be. */
    public static JsonObject status(Connection connection, Health health) {
        ConnectivityStatus live = live(health.state());
        List<ResourceStatus> sources = new ArrayList<>();
        connection.getSources().forEach(source -> source.getAddresses()
                .forEach(address -> sources.add(ConnectivityModelFactory.newSourceStatus(
                        CLIENT, live, address, words(live, "Consumer started."), health.since()))));
        List<ResourceStatus> targets = new ArrayList<>();
        connection
                .getTargets()
                .forEach(target -> targets.add(ConnectivityModelFactory.newTargetStatus(
                        CLIENT, live, target.getAddress(), words(live, "Producer started."), health.since())));
        return RetrieveConnectionStatusResponse.getBuilder(connection.getId(), DittoHeaders.empty())
                .connectionStatus(connection.getConnectionStatus())
                .liveStatus(live)
                .recoveryStatus(recovery(health.state()))
                .connectedSince(health.state() == State.OPEN ? health.since() : null)
                .clientStatus(List.of(ConnectivityModelFactory.newClientStatus(
                        CLIENT, live, recovery(health.state()), health.details(), health.since())))
                .sourceStatus(sources)
                .targetStatus(targets)
                .sshTunnelStatus(List.of())
                .build()
                .getEntity()
                .asObject();
    }

    private static String words(ConnectivityStatus live, String started) {
        return live == ConnectivityStatus.OPEN ? started : "Not connected.";
    }

    private static ConnectivityStatus live(State state) {
        return switch (state) {
            case OPEN -> ConnectivityStatus.OPEN;
            case CLOSED -> ConnectivityStatus.CLOSED;
            case OPENING -> ConnectivityStatus.UNKNOWN;
            case BROKEN, GIVEN_UP -> ConnectivityStatus.FAILED;
        };
    }

    private static RecoveryStatus recovery(State state) {
        return switch (state) {
            case OPEN -> RecoveryStatus.SUCCEEDED;
            case OPENING, BROKEN -> RecoveryStatus.ONGOING;
            case GIVEN_UP -> RecoveryStatus.BACK_OFF_LIMIT_REACHED;
            case CLOSED -> RecoveryStatus.UNKNOWN;
        };
    }

    /** The status of a connection that is closed, or that this city cannot open. */
    public static JsonObject closed(Connection connection, Instant since, ConnectivityStatus live, String details) {
        return RetrieveConnectionStatusResponse.closedResponse(
                        connection.getId(), CLIENT, since, live, details, DittoHeaders.empty())
                .getEntity()
                .asObject();
    }
}
