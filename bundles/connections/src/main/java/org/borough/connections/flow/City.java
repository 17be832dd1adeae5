// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.borough.connections.mapping.ScriptLimits;
import org.borough.connections.transport.Transport;
import org.borough.connections.transport.TransportListener;
import org.borough.ditto.signals.SignalExchange;
import org.eclipse.ditto.connectivity.model.Connection;

/**
 * What all connections of the city share.
 *
 * @param lines finds the line of an open connection
 */
public record City(
        SignalExchange exchange,
        Transports transports,
        Executor threads,
        ScheduledExecutorService timer,
        Clock clock,
        ScriptLimits scripts,
        int maxUnderWay,
        int maxQueued,
        Duration reconnectMax,
        Duration openTimeout,
        Function<String, Optional<Line>> lines) {

    /** Makes transports of the right kind. */
    @FunctionalInterface
    public interface Transports {
        Transport of(Connection connection, TransportListener listener);
    }
}
