// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.kafka;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.borough.connections.transport.Hosts;
import org.borough.connections.transport.Transport;
import org.borough.connections.transport.TransportKind;
import org.borough.connections.transport.TransportListener;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Lets the city's connections speak Kafka while this bundle is there. */
@Component(service = TransportKind.class)
public final class KafkaKind implements TransportKind {

    private static final long PATIENCE_MILLIS = 3_000;

    private final ExecutorService blocking = Executors.newCachedThreadPool(work -> thread(work, "outside"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> thread(work, "timer"));
    private final Set<KafkaTransport> all = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Made by the framework. */
    @Activate
    public KafkaKind() {
        // Everything is made when it is needed.
    }

    private static Thread thread(Runnable work, String role) {
        Thread made = new Thread(work, "connections-kafka-" + role);
        made.setDaemon(true);
        made.setContextClassLoader(KafkaClients.loader());
        return made;
    }

    @Override
    public ConnectionType type() {
        return ConnectionType.KAFKA;
    }

    @Override
    public Transport of(Connection connection, Hosts hosts, int maxBytes, TransportListener listener) {
        KafkaTransport made = new KafkaTransport(connection, hosts, maxBytes, listener, blocking, timer);
        all.add(made);
        return made;
    }

    /** Ends what is open, since nothing of this bundle may run on without it. */
    @Deactivate
    public void close() {
        List<KafkaTransport> open = List.copyOf(all);
        open.forEach(Transport::close);
        try {
            for (KafkaTransport each : open) {
                each.await(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
        blocking.shutdown();
    }
}
