// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.borough.connections.transport.External;
import org.borough.connections.transport.Incoming;
import org.borough.connections.transport.Incoming.Settlement;
import org.borough.connections.transport.TransportListener;
import org.eclipse.ditto.connectivity.model.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One consumer of one source, with a thread of its own. */
final class SourceReader implements ConsumerRebalanceListener {

    static final int MOST_POLLED = 100;

    private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);
    private static final Duration BUSY_POLL = Duration.ofMillis(10);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration LEAVE = Duration.ofSeconds(2);
    private static final long COMMIT_EVERY = TimeUnit.MILLISECONDS.toNanos(200);

    private final Supplier<org.apache.kafka.clients.consumer.Consumer<String, byte[]>> consumers;
    private final Source source;
    private final boolean atLeastOnce;
    private final int maxBytes;
    private final TransportListener listener;
    private final Consumer<RuntimeException> broken;
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();
    private final Thread thread;
    private volatile boolean paused;
    private volatile boolean ended;
    private org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
    private long committedAt = System.nanoTime();

    SourceReader(
            String name,
            Supplier<org.apache.kafka.clients.consumer.Consumer<String, byte[]>> consumers,
            Source source,
            int maxBytes,
            TransportListener listener,
            Consumer<RuntimeException> broken) {
        this.consumers = consumers;
        this.source = source;
        this.atLeastOnce = source.getQos().orElse(0) == 1;
        this.maxBytes = maxBytes;
        this.listener = listener;
        this.broken = broken;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(KafkaClients.loader());
    }

    /** Begins to read; done when it belongs to its group. */
    CompletableFuture<Void> start() {
        thread.start();
        return joined;
    }

    void paused(boolean on) {
        paused = on;
    }

    /** Finishes what is under way as far as that is quick, commits it and leaves the group. Does not wait for that. */
    void end() {
        ended = true;
    }

    void await(long millis) throws InterruptedException {
        thread.join(millis);
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // Whatever ends this thread must be known to the connection.
    private void run() {
        try (org.apache.kafka.clients.consumer.Consumer<String, byte[]> opened = consumers.get()) {
            consumer = opened;
            opened.subscribe(source.getAddresses(), this);
            while (!ended) {
                round();
            }
            leave();
        } catch (RuntimeException e) {
            joined.completeExceptionally(e);
            if (!ended) {
                broken.accept(e);
            }
        }
        joined.complete(null);
    }

    private void round() {
        hold(paused);
        ConsumerRecords<String, byte[]> polled = consumer.poll(isIdle() ? IDLE_POLL : BUSY_POLL);
        if (!polled.isEmpty() && (atLeastOnce || committedBefore())) {
            polled.forEach(this::take);
        }
        long now = System.nanoTime();
        partitions.forEach(
                (partition, progress) -> progress.rewind(now).ifPresent(offset -> consumer.seek(partition, offset)));
        if (atLeastOnce && now - committedAt >= COMMIT_EVERY) {
            committedAt = now;
            commit();
        }
    }

    private boolean isIdle() {
        return partitions.values().stream().allMatch(PartitionProgress::isIdle);
    }

    private void hold(boolean all) {
        List<TopicPartition> held = partitions.keySet().stream()
                .filter(partition -> all || partitions.get(partition).isRefused())
                .toList();
        consumer.resume(consumer.paused().stream()
                .filter(partition -> !held.contains(partition))
                .toList());
        consumer.pause(held);
    }

    /** At most once: what is taken must never come again, so it is committed first. */
    private boolean committedBefore() {
        try {
            consumer.commitSync();
            return true;
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.debug("The group changes; what was read comes again.", e);
            return false;
        }
    }

    private void take(ConsumerRecord<String, byte[]> taken) {
        PartitionProgress progress = partitions.computeIfAbsent(
                new TopicPartition(taken.topic(), taken.partition()), unknown -> new PartitionProgress());
        Settlement settlement = atLeastOnce ? progress.take(taken.offset()) : fate -> {};
        External message = Records.message(taken);
        if (message.payload().length > maxBytes) {
            listener.troubled("The record " + taken.offset() + " of " + taken.topic() + "-" + taken.partition()
                    + " is skipped: it has " + message.payload().length + " bytes, allowed are " + maxBytes + ".");
            settlement.settle(Incoming.Fate.DONE);
        } else if (Records.isExpired(message, System.currentTimeMillis())) {
            settlement.settle(Incoming.Fate.DONE);
        } else {
            listener.received(new Incoming(source.getIndex(), taken.topic(), taken.topic(), message, settlement));
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Collection<TopicPartition> which) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        which.forEach(partition -> {
            PartitionProgress progress = partitions.get(partition);
            if (progress != null) {
                progress.commit().ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset)));
            }
        });
        return offsets;
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(partitions.keySet());
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (sent, failure) -> {
                if (failure != null) {
                    // What comes next is committed with the next record; until then it may come twice.
                    LOG.debug("Offsets could not be committed.", failure);
                }
            });
        }
    }

    private void leave() {
        long until = System.nanoTime() + LEAVE.toNanos();
        while (System.nanoTime() < until && !partitions.values().stream().allMatch(PartitionProgress::isSettled)) {
            hold(true);
            consumer.poll(BUSY_POLL);
        }
        commitNow(partitions.keySet());
        consumer.close(CloseOptions.timeout(LEAVE));
    }

    private void commitNow(Collection<TopicPartition> which) {
        Map<TopicPartition, OffsetAndMetadata> offsets = atLeastOnce ? offsets(which) : Map.of();
        try {
            if (!offsets.isEmpty()) {
                consumer.commitSync(offsets, LEAVE);
            }
        } catch (KafkaException e) {
            LOG.debug("What was done last may come again.", e);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        assigned.forEach(partition -> partitions.put(partition, new PartitionProgress()));
        // From here on nothing that is sent is missed, wherever reading begins.
        assigned.forEach(consumer::position);
        joined.complete(null);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        commitNow(revoked);
        revoked.forEach(partitions::remove);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        lost.forEach(partitions::remove);
    }

    @Override
    public String toString() {
        return source.getAddresses().stream().collect(Collectors.joining(", "));
    }
}
