// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.borough.connections.transport.Hosts;
import org.borough.connections.transport.Outgoing;
import org.borough.connections.transport.Receipt;
import org.borough.connections.transport.Transport;
import org.borough.connections.transport.TransportException;
import org.borough.connections.transport.TransportListener;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.Source;

/** Kafka sources and targets of one connection. */
final class KafkaTransport implements Transport {

    private static final int JOIN_SECONDS = 5;
    private static final int LOOK_SECONDS = 3;
    private static final int LOOK_MILLIS = 3_000;
    private static final int MOST_MISSED = 2;
    private static final int MOST_READERS = 10;

    private final Connection connection;
    private final Hosts hosts;
    private final TransportListener listener;
    private final Executor blocking;
    private final ScheduledExecutorService timer;
    private final KafkaClients clients;
    private final List<SourceReader> readers = new ArrayList<>();
    private final Sender sender;
    private final AtomicBoolean ended = new AtomicBoolean();
    private Optional<Admin> admin = Optional.empty();
    private Optional<Future<?>> watch = Optional.empty();
    private int missed;

    KafkaTransport(
            Connection connection,
            Hosts hosts,
            int maxBytes,
            TransportListener listener,
            Executor blocking,
            ScheduledExecutorService timer) {
        this.connection = connection;
        this.hosts = hosts;
        this.listener = listener;
        this.blocking = blocking;
        this.timer = timer;
        this.clients = new KafkaClients(connection, maxBytes);
        String name = "connections-kafka-" + connection.getId();
        boolean debug = Boolean.parseBoolean(connection.getSpecificConfig().getOrDefault("debugEnabled", "false"));
        this.sender = new Sender(name + "-producer", clients::producer, debug);
        for (Source source : connection.getSources()) {
            int count = Math.min(MOST_READERS, connection.getClientCount() * source.getConsumerCount());
            for (int i = 0; i < count; i++) {
                String role = "consumer-" + source.getIndex() + "-" + i;
                readers.add(new SourceReader(
                        name + "-" + role, () -> clients.consumer(role), source, maxBytes, listener, this::broken));
            }
        }
    }

    @Override
    public CompletionStage<Void> open() {
        return CompletableFuture.runAsync(this::look, blocking)
                .thenCompose(found -> join())
                .handle((joined, failure) -> {
                    if (failure != null) {
                        close();
                        throw new CompletionException(Failures.of(failure));
                    }
                    watch();
                    return null;
                });
    }

    /** Looks whether there are brokers, and whether all that they are may be reached. */
    private void look() {
        try {
            for (String server :
                    connection.getSpecificConfig().get("bootstrapServers").split(",")) {
                int colon = server.lastIndexOf(':');
                allow(
                        server.substring(0, colon).trim(),
                        Integer.parseInt(server.substring(colon + 1).trim()));
            }
            Admin made = clients.admin();
            synchronized (this) {
                admin = Optional.of(made);
            }
            Collection<Node> nodes = made.describeCluster().nodes().get();
            for (Node node : nodes) {
                allow(node.host(), node.port());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (TransportException | ExecutionException | KafkaException e) {
            throw new CompletionException(e);
        }
    }

    private void allow(String host, int port) throws TransportException {
        Optional<String> refusal = hosts.refusal(host, port);
        if (refusal.isPresent()) {
            throw TransportException.misconfigured(refusal.get());
        }
    }

    /** A group takes its time when a member of it has just died: that is not waited for. */
    private synchronized CompletableFuture<Void> join() {
        if (ended.get()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?>[] all = readers.stream()
                .map(reader -> reader.start().completeOnTimeout(null, JOIN_SECONDS, TimeUnit.SECONDS))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all);
    }

    private synchronized void watch() {
        if (!ended.get()) {
            watch = Optional.of(
                    timer.scheduleWithFixedDelay(this::lookAgain, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS));
        }
    }

    /** Kafka's clients wait for brokers that are gone for ever, in silence: somebody must ask. */
    private void lookAgain() {
        admin.ifPresent(asked -> asked.describeCluster().nodes().whenComplete((nodes, failure) -> looked(failure)));
    }

    private void looked(Throwable failure) {
        boolean gone;
        synchronized (this) {
            missed = failure == null ? 0 : missed + 1;
            gone = missed >= MOST_MISSED;
        }
        if (gone) {
            lost("No broker answers: " + Failures.of(failure).getMessage());
        }
    }

    private void broken(RuntimeException failure) {
        lost("Reading failed. " + Failures.of(failure).getMessage());
    }

    private void lost(String why) {
        if (end()) {
            listener.lost(why);
        }
    }

    @Override
    public CompletionStage<Receipt> publish(Outgoing message) {
        return sender.send(message);
    }

    @Override
    public void pause() {
        readers.forEach(reader -> reader.paused(true));
    }

    @Override
    public void resume() {
        readers.forEach(reader -> reader.paused(false));
    }

    @Override
    public void close() {
        end();
    }

    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        readers.forEach(SourceReader::end);
        sender.end();
        synchronized (this) {
            watch.ifPresent(running -> running.cancel(false));
            admin.ifPresent(open -> blocking.execute(() -> open.close(Duration.ZERO)));
        }
        return true;
    }

    /** Waits until it is closed. */
    void await(long millis) throws InterruptedException {
        for (SourceReader reader : readers) {
            reader.await(millis);
        }
        sender.await(millis);
    }
}
