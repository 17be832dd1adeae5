// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.borough.connections.flow.City;
import org.borough.connections.flow.Line;
import org.borough.connections.flow.Monitor;
import org.borough.connections.flow.Reports;
import org.borough.connections.flow.Step;
import org.borough.connections.transport.TransportException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.ConnectionType;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.eclipse.ditto.connectivity.model.signals.commands.exceptions.ConnectionFailedException;
import org.eclipse.ditto.connectivity.model.signals.commands.exceptions.ConnectionNotAccessibleException;
import org.eclipse.ditto.connectivity.model.signals.commands.exceptions.ConnectionUnauthorizedException;
import org.eclipse.ditto.connectivity.model.signals.commands.exceptions.ConnectionUnavailableException;
import org.eclipse.ditto.connectivity.model.signals.commands.exceptions.ConnectionsAmountIllegalException;
import org.eclipse.ditto.json.JsonObject;

/** All connections and what can be done with them. Changed by one thread only; read by any. */
final class Cabinet {

    private final Settings settings;
    private final City city;
    private final Kinds kinds;
    private final Checks checks;
    private final Function<Connection, CompletionStage<Void>> keep;
    private final Function<CharSequence, CompletionStage<Void>> drop;
    private final Map<String, Holding> holdings = new ConcurrentSkipListMap<>();

    Cabinet(
            Settings settings,
            City city,
            Kinds kinds,
            Function<Connection, CompletionStage<Void>> keep,
            Function<CharSequence, CompletionStage<Void>> drop) {
        this.settings = settings;
        this.city = city;
        this.kinds = kinds;
        this.checks = new Checks(settings, kinds);
        this.keep = keep;
        this.drop = drop;
    }

    List<Holding> all() {
        return List.copyOf(holdings.values());
    }

    Holding existing(ConnectionId id) {
        Holding holding = holdings.get(id.toString());
        if (holding == null) {
            throw ConnectionNotAccessibleException.newBuilder(id).build();
        }
        return holding;
    }

    Optional<Line> line(String id) {
        return Optional.ofNullable(holdings.get(id)).flatMap(Holding::line);
    }

    boolean has(ConnectionId id) {
        return holdings.containsKey(id.toString());
    }

    /** Takes a connection from the disk, and opens it if it was open. */
    void restore(Connection connection) {
        Holding holding = start(connection, monitor(connection.getId()));
        holdings.put(connection.getId().toString(), holding);
    }

    private Monitor monitor(ConnectionId id) {
        return new Monitor(id, settings.logEntriesPerKind(), city.clock());
    }

    private boolean shallBeOpen(Connection connection) {
        return connection.getConnectionStatus() == ConnectivityStatus.OPEN
                && kinds.refusal(connection).isEmpty();
    }

    private Holding start(Connection connection, Monitor monitor) {
        if (!shallBeOpen(connection)) {
            return new Holding(
                    connection, monitor, Optional.empty(), city.clock().instant());
        }
        monitor.logbook().enable();
        monitor.success(Step.ofConnection("The connection is opened."));
        Line line = new Line(connection, city, monitor);
        line.open().exceptionally(failure -> {
            monitor.failure(Step.ofConnection("opening"), String.valueOf(failure.getMessage()));
            return null;
        });
        return new Holding(connection, monitor, Optional.of(line), city.clock().instant());
    }

    /** Opens what waits for a kind of transports that has come, and closes what loses its kind. */
    void recheck(ConnectionType type) {
        for (Holding holding : all()) {
            Connection connection = holding.connection();
            boolean open = shallBeOpen(connection);
            if (connection.getConnectionType() == type && open == holding.line().isEmpty()) {
                holding.line().ifPresent(Line::close);
                holdings.put(connection.getId().toString(), start(connection, holding.monitor()));
            }
        }
    }

    /** Creates a connection or puts another in its place. */
    CompletionStage<Connection> put(Connection connection) {
        boolean known = has(connection.getId());
        if (!known && holdings.size() >= settings.maxConnections()) {
            throw ConnectionsAmountIllegalException.newBuilder(settings.maxConnections())
                    .build();
        }
        checks.check(connection);
        return keep.apply(connection).thenApply(kept -> {
            Holding before = holdings.get(connection.getId().toString());
            Monitor monitor = before == null ? monitor(connection.getId()) : before.monitor();
            if (before != null) {
                before.line().ifPresent(Line::close);
            } else {
                monitor.logbook().enable();
                monitor.success(Step.ofConnection("The connection was created."));
            }
            holdings.put(connection.getId().toString(), start(connection, monitor));
            return connection;
        });
    }

    CompletionStage<Void> delete(ConnectionId id) {
        Holding holding = existing(id);
        return drop.apply(id).thenRun(() -> {
            holdings.remove(id.toString());
            holding.line().ifPresent(Line::close);
        });
    }

    /** Opens a connection and says whether that worked at once. */
    CompletionStage<Void> open(ConnectionId id) {
        Holding holding = existing(id);
        if (holding.line()
                .filter(line -> line.health().state() == Line.State.OPEN)
                .isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        Connection open = withStatus(holding.connection(), ConnectivityStatus.OPEN);
        checks.check(open);
        return keep.apply(open).thenCompose(kept -> {
            holding.line().ifPresent(Line::close);
            holding.monitor().logbook().enable();
            holding.monitor().success(Step.ofConnection("The connection is opened."));
            Line line = new Line(open, city, holding.monitor());
            holdings.put(
                    id.toString(),
                    holding.with(open, Optional.of(line), city.clock().instant()));
            return line.open().exceptionally(failure -> {
                throw refusal(id, failure);
            });
        });
    }

    private static RuntimeException refusal(ConnectionId id, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof DittoRuntimeException ditto) {
            return ditto;
        }
        int status = cause instanceof TransportException refused ? refused.status() : 504;
        String why = cause.getMessage() == null ? "It did not open in time." : cause.getMessage();
        return switch (status) {
            case 401 -> ConnectionUnauthorizedException.forConnectionId(id, why);
            case 503 ->
                ConnectionUnavailableException.newBuilder(id).description(why).build();
            default -> ConnectionFailedException.newBuilder(id).description(why).build();
        };
    }

    private static Connection withStatus(Connection connection, ConnectivityStatus status) {
        return ConnectivityModelFactory.newConnectionBuilder(connection)
                .connectionStatus(status)
                .build();
    }

    CompletionStage<Void> close(ConnectionId id) {
        Holding holding = existing(id);
        Connection closed = withStatus(holding.connection(), ConnectivityStatus.CLOSED);
        return keep.apply(closed).thenRun(() -> {
            holding.line().ifPresent(Line::close);
            holding.monitor().logbook().disable();
            holdings.put(
                    id.toString(),
                    holding.with(closed, Optional.empty(), city.clock().instant()));
        });
    }

    /** Opens a connection that the city does not keep, once. */
    CompletionStage<Void> test(Connection connection) {
        Connection open = withStatus(connection, ConnectivityStatus.OPEN);
        checks.check(open);
        return new Line(open, city, monitor(connection.getId())).test().exceptionally(failure -> {
            throw refusal(connection.getId(), failure);
        });
    }

    JsonObject status(ConnectionId id) {
        Holding holding = existing(id);
        Connection connection = holding.connection();
        if (holding.line().isPresent()) {
            return Reports.status(connection, holding.line().get().health());
        }
        Optional<String> refusal = kinds.refusal(connection);
        return Reports.closed(
                connection,
                holding.since(),
                refusal.isPresent() ? ConnectivityStatus.MISCONFIGURED : ConnectivityStatus.CLOSED,
                refusal.orElse("The connection is closed."));
    }

    JsonObject metrics(ConnectionId id) {
        Holding holding = existing(id);
        Connection connection = holding.connection();
        return holding.monitor()
                .metrics(
                        connection.getSources().stream()
                                .flatMap(source -> source.getAddresses().stream())
                                .toList(),
                        connection.getTargets().stream()
                                .map(target -> target.getAddress())
                                .toList());
    }

    void closeAll() {
        all().forEach(holding -> holding.line().ifPresent(Line::close));
    }
}
