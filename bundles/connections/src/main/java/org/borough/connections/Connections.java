// SPDX-License-Identifier: EPL-2.0
package org.borough.connections;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.borough.connections.flow.City;
import org.borough.connections.flow.Line;
import org.borough.connections.http.HttpTransport;
import org.borough.connections.mqtt.MqttTransport;
import org.borough.connections.transport.Transport;
import org.borough.connections.transport.TransportKind;
import org.borough.connections.transport.TransportListener;
import org.borough.ditto.signals.SignalExchange;
import org.borough.store.Store;
import org.borough.store.Stores;
import org.borough.store.Write;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.eclipse.ditto.connectivity.model.Connection;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The connections of the city: keeps their documents, and runs those that are to be open. */
@Component(
        service = {Connections.class, Health.class},
        immediate = true,
        configurationPid = Settings.PID)
@Designate(ocd = ConnectionsConfig.class)
public final class Connections implements Health {

    private static final int THREADS = 4;
    private static final int MOST_REQUESTS = 200;

    private final Settings settings;
    private final Store store;
    private final Vault vault;
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, named("connections-worker"));
    private final ExecutorService blocking = Executors.newCachedThreadPool(named("connections-outside"));
    private final ThreadPoolExecutor requests = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_REQUESTS), named("connections-requests"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(named("connections-timer"));
    private final EventLoopGroup loops;
    private final Clock clock;
    private final Kinds kinds = new Kinds();
    private final Cabinet cabinet;

    @Activate
    public Connections(
            ConnectionsConfig config,
            @Reference Stores stores,
            @Reference SignalExchange exchange,
            BundleContext context) {
        this(
                Settings.of(config),
                stores,
                exchange,
                Path.of(folder(context)).resolve("borough-connections.key"),
                Clock.systemUTC());
    }

    Connections(Settings settings, Stores stores, SignalExchange exchange, Path keyFile, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.vault = Vault.open(keyFile);
        this.store = stores.open("connections");
        this.loops = new NioEventLoopGroup(1, new DefaultThreadFactory("connections-mqtt", true));
        City city = new City(
                exchange,
                this::transport,
                workers,
                timer,
                clock,
                settings.scripts(),
                settings.maxUnderWay(),
                settings.maxQueued(),
                settings.reconnectMax(),
                settings.openTimeout(),
                this::line);
        this.cabinet = new Cabinet(settings, city, kinds, this::keep, this::drop);
        store.scan(new byte[0], new byte[0], (key, value) -> {
            String document = new String(vault.unseal(value), StandardCharsets.UTF_8);
            cabinet.restore(Documents.parse(Documents.read(document)));
            return true;
        });
    }

    private static String folder(BundleContext context) {
        String etc = context.getProperty("karaf.etc");
        return etc == null ? "." : etc;
    }

    private static ThreadFactory named(String name) {
        return new DefaultThreadFactory(name, true);
    }

    private Transport transport(Connection connection, TransportListener listener) {
        return switch (connection.getConnectionType()) {
            case HTTP_PUSH -> new HttpTransport(connection, settings.hosts(), blocking, clock);
            case MQTT, MQTT_5 -> new MqttTransport(connection, loops, settings.maxMessageBytes(), listener);
            default ->
                kinds.added(connection.getConnectionType())
                        .map(kind -> kind.of(connection, settings.hosts(), settings.maxMessageBytes(), listener))
                        .orElseGet(() -> new MissingTransport(connection.getConnectionType()));
        };
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindKind(TransportKind kind) {
        kinds.add(kind);
        recheck(kind);
    }

    void unbindKind(TransportKind kind) {
        kinds.remove(kind);
        recheck(kind);
    }

    private void recheck(TransportKind kind) {
        try {
            requests.execute(() -> cabinet.recheck(kind.type()));
        } catch (RejectedExecutionException busy) {
            if (!timer.isShutdown()) {
                timer.schedule(() -> recheck(kind), 1, TimeUnit.SECONDS);
            }
        }
    }

    private Optional<Line> line(String id) {
        return cabinet.line(id);
    }

    private CompletionStage<Void> keep(Connection connection) {
        byte[] document = connection.toJson().toString().getBytes(StandardCharsets.UTF_8);
        return store.write(List.of(Write.put(key(connection.getId()), vault.seal(document))));
    }

    private CompletionStage<Void> drop(CharSequence id) {
        return store.write(List.of(Write.delete(key(id))));
    }

    private static byte[] key(CharSequence id) {
        return id.toString().getBytes(StandardCharsets.UTF_8);
    }

    Cabinet cabinet() {
        return cabinet;
    }

    /** Where requests are carried out, one after the other: they look up hosts and wait for disks. */
    ThreadPoolExecutor requests() {
        return requests;
    }

    int maxBodyBytes() {
        return 8 * settings.maxMessageBytes();
    }

    @Deactivate
    void close() {
        requests.shutdownNow();
        cabinet.closeAll();
        timer.shutdownNow();
        workers.shutdown();
        try {
            workers.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        blocking.shutdownNow();
        store.close();
    }

    @Override
    public String subject() {
        return "connections";
    }

    @Override
    public Status status() {
        List<Holding> all = cabinet.all();
        long broken = all.stream()
                .flatMap(holding -> holding.line().stream())
                .filter(line -> line.health().state() != Line.State.OPEN)
                .count();
        long open = all.stream().filter(holding -> holding.line().isPresent()).count() - broken;
        String words = "%d connections, %d open, %d broken".formatted(all.size(), open, broken);
        return broken == 0
                ? Status.ok(words)
                : Status.degraded(words + "; see /api/2/connections/{id}/status for the reasons");
    }
}
