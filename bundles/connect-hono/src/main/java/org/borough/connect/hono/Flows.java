// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that a consumer has now. Belongs to the thread that polls. */
final class Flows implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Flows.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration COMMIT_EVERY = Duration.ofMillis(300);

    private final Consumer<String, byte[]> consumer;
    private final Taker taker;
    private final int most;
    private final Counters counters;
    private final Map<TopicPartition, PartitionFlow> flows = new HashMap<>();
    private long lastCommit = System.nanoTime();

    Flows(Consumer<String, byte[]> consumer, Taker taker, int most, Counters counters) {
        this.consumer = consumer;
        this.taker = taker;
        this.most = most;
        this.counters = counters;
    }

    void add(ConsumerRecords<String, byte[]> polled) {
        polled.forEach(
                one -> flow(new TopicPartition(one.topic(), one.partition())).add(one));
    }

    private PartitionFlow flow(TopicPartition partition) {
        return flows.computeIfAbsent(partition, fresh -> new PartitionFlow(taker, most, counters));
    }

    /** Feeds, rests and resumes partitions, commits now and then. */
    void step() {
        Instant now = Instant.now();
        flows.values().forEach(flow -> flow.step(now));
        List<TopicPartition> rest = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        flows.forEach((partition, flow) -> (flow.isFull() ? rest : resume).add(partition));
        rest.removeAll(consumer.paused());
        resume.retainAll(consumer.paused());
        consumer.pause(rest);
        consumer.resume(resume);
        if (System.nanoTime() - lastCommit > COMMIT_EVERY.toNanos()) {
            commit();
        }
    }

    /** Whether a result may come any moment. */
    boolean areBusy() {
        return flows.values().stream().anyMatch(flow -> !flow.isIdle());
    }

    private void commit() {
        lastCommit = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(flows.keySet());
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (committed, error) -> {
                if (error == null) {
                    committed(committed);
                } else {
                    LOG.debug("Offsets could not be committed, they are with the next ones", error);
                }
            });
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Optional.ofNullable(flows.get(partition))
                    .flatMap(PartitionFlow::offset)
                    .ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset)));
        }
        return offsets;
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) ->
                Optional.ofNullable(flows.get(partition)).ifPresent(flow -> flow.committed(offset.offset())));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(this::flow);
    }

    /** Gives what is under way a moment to get durable, and commits what is. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        settle(partitions);
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(partitions);
        try {
            if (!offsets.isEmpty()) {
                consumer.commitSync(offsets, FAREWELL);
            }
        } catch (KafkaException e) {
            LOG.info("The last offsets could not be committed ({}); some records are read again", e.getMessage());
        }
        partitions.forEach(flows::remove);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        partitions.forEach(flows::remove);
    }

    private void settle(Collection<TopicPartition> partitions) {
        List<PartitionFlow> leaving = new ArrayList<>(
                partitions.stream().filter(flows::containsKey).map(flows::get).toList());
        leaving.forEach(PartitionFlow::drop);
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        while (!leaving.stream().allMatch(PartitionFlow::isSettled) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Before the consumer is closed in good order. */
    void leave() {
        onPartitionsRevoked(List.copyOf(flows.keySet()));
    }

    LoopState state() {
        Map<String, Long> lag = new TreeMap<>();
        for (TopicPartition partition : flows.keySet()) {
            consumer.currentLag(partition).ifPresent(unread -> lag.merge(partition.topic(), unread, Long::sum));
        }
        Optional<String> trouble =
                flows.values().stream().flatMap(flow -> flow.trouble().stream()).findFirst();
        return new LoopState(flows.size(), lag, trouble);
    }
}
