// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Which records are done with, so that what is committed is done with all before it. For one thread. */
final class Progress {

    private final Map<TopicPartition, Deque<Step>> steps = new HashMap<>();
    private int open;

    private record Step(long offset, CompletableFuture<Void> done) {}

    void begun(ConsumerRecord<?, ?> from, CompletableFuture<Void> done) {
        steps.computeIfAbsent(new TopicPartition(from.topic(), from.partition()), place -> new ArrayDeque<>())
                .add(new Step(from.offset(), done));
        open++;
    }

    /** How many are not done with, or not yet given back by {@link #finished()}. */
    int open() {
        return open;
    }

    /** Where to read on, by partition; only what is new since the last time. */
    Map<TopicPartition, OffsetAndMetadata> finished() {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        steps.forEach((place, queue) -> {
            while (!queue.isEmpty() && queue.peek().done().isDone()) {
                next.put(place, new OffsetAndMetadata(queue.remove().offset() + 1));
                open--;
            }
        });
        return next;
    }

    /** Forgets all other partitions. */
    void keepOnly(Set<TopicPartition> places) {
        steps.keySet().retainAll(places);
        open = steps.values().stream().mapToInt(Deque::size).sum();
    }
}
