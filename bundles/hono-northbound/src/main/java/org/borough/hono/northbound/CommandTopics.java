// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.borough.hono.HonoTopics;
import org.borough.hono.HonoTopics.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From which topics commands are read, and from where on. Partitions are assigned by hand and not by a group: tenants come
 * and go all the time, and a group would stop reading for each of them.
 *
 * <p>A partition is read on from where it was committed; one that was never read from the first command on that is not
 * too old, so that no tenant's first commands are lost and none is repeated from long ago.
 */
final class CommandTopics {

    private static final Logger LOG = LoggerFactory.getLogger(CommandTopics.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final long SOON_NANOS = 50_000_000L;

    private final Duration maxAge;
    private final long lookNanos;
    private final Clock clock;
    /** Topics that are to be there soon: until when to look for them once they are being made, 0 before. */
    private final Map<String, Long> wanted = new ConcurrentHashMap<>();

    private volatile long nextLook = System.nanoTime();

    /**
     * Nothing yet.
     *
     * @param maxAge how old the first command of a new topic may be
     * @param look how often to look for topics that others made
     */
    CommandTopics(Duration maxAge, Duration look, Clock clock) {
        this.maxAge = maxAge;
        this.lookNanos = look.toNanos();
        this.clock = clock;
    }

    /** A tenant has devices: its topic is made if there is none, and read from before its first command can come. */
    void want(String tenant) {
        wanted.putIfAbsent(Kind.COMMAND.of(tenant), 0L);
        nextLook = System.nanoTime();
    }

    /** A tenant is gone. Its topic is left alone. */
    void forget(String tenant) {
        wanted.remove(Kind.COMMAND.of(tenant));
    }

    /**
     * Looks for topics if it is time to, and lets the consumer read from those that are there.
     *
     * @return whether it has looked
     */
    boolean follow(Consumer<String, byte[]> consumer, Admin admin) {
        if (System.nanoTime() - nextLook < 0) {
            return false;
        }
        nextLook = System.nanoTime() + lookNanos;
        Map<String, List<PartitionInfo>> there = consumer.listTopics(TIMEOUT);
        make(there.keySet(), admin);
        Set<TopicPartition> found = there.entrySet().stream()
                .filter(topic -> HonoTopics.parse(topic.getKey())
                        .filter(parsed -> parsed.kind() == Kind.COMMAND)
                        .isPresent())
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toSet());
        if (!found.equals(consumer.assignment())) {
            assign(consumer, found);
        }
        return true;
    }

    private void make(Set<String> there, Admin admin) {
        long now = System.nanoTime();
        wanted.keySet().removeAll(there);
        wanted.values().removeIf(until -> until != 0 && now - until > 0);
        if (!wanted.isEmpty()) {
            nextLook = Math.min(nextLook, now + SOON_NANOS);
        }
        for (String topic : wanted.keySet()) {
            if (wanted.replace(topic, 0L, now + TIMEOUT.toNanos())) {
                make(topic, admin);
            }
        }
    }

    private void make(String topic, Admin admin) {
        admin.createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
                .all()
                .whenComplete((nothing, error) -> {
                    if (error instanceof RetriableException) {
                        wanted.replace(topic, 0L);
                    } else if (error != null) {
                        // It is read from as soon as somebody else makes it.
                        LOG.debug("The topic {} was not made: {}", topic, error.getMessage());
                        wanted.remove(topic);
                    }
                });
    }

    /** Places are asked for once they are assigned, before anything is read; a failure leaves all as it was. */
    private void assign(Consumer<String, byte[]> consumer, Set<TopicPartition> found) {
        Set<TopicPartition> before = Set.copyOf(consumer.assignment());
        Set<TopicPartition> fresh = new HashSet<>(found);
        fresh.removeAll(before);
        consumer.assign(found);
        boolean placed = false;
        try {
            if (!fresh.isEmpty()) {
                starts(consumer, fresh).forEach(consumer::seek);
            }
            placed = true;
        } finally {
            if (!placed) {
                consumer.assign(before);
            }
        }
    }

    private Map<TopicPartition, Long> starts(Consumer<String, byte[]> consumer, Set<TopicPartition> fresh) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(fresh, TIMEOUT);
        // The ends first: what comes meanwhile is found by its time, or lies behind the end.
        Map<TopicPartition, Long> starts = new HashMap<>(consumer.endOffsets(fresh, TIMEOUT));
        long oldest = clock.instant().minus(maxAge).toEpochMilli();
        Map<TopicPartition, OffsetAndTimestamp> young = consumer.offsetsForTimes(
                fresh.stream().collect(Collectors.toMap(place -> place, place -> Math.max(0, oldest))), TIMEOUT);
        young.forEach((place, offset) -> {
            if (offset != null) {
                starts.put(place, offset.offset());
            }
        });
        committed.forEach((place, offset) -> {
            if (offset != null) {
                starts.put(place, offset.offset());
            }
        });
        return starts;
    }
}
