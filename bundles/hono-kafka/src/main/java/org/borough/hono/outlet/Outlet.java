// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.outlet;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.borough.thing.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records without ever waiting. The producer is told not to block at all; what a Kafka producer blocks for, learning
 * about a topic that it has not seen, is done here by a timer while the topic's records wait in their order.
 */
public final class Outlet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);
    private static final String CLOSING = "the connection to Kafka is being closed";
    private static final long FIRST_LOOK_MILLIS = 5;
    private static final long LAST_LOOK_MILLIS = 200;
    private static final long REOPEN_SECONDS = 3;
    private static final Duration FLUSH = Duration.ofSeconds(2);

    private final Supplier<Producer<String, byte[]>> producers;
    private final Route route;
    private final long patienceNanos;
    private final long maxWaitingBytes;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Map<String, TopicLine> lines = new ConcurrentHashMap<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;
    private volatile Producer<String, byte[]> producer;
    private volatile boolean closed;

    /**
     * Begins to work in the background; what is sent before there is a producer waits for it.
     *
     * @param producers makes a producer that never blocks; may fail with a {@link KafkaException}
     * @param patience how long a record may wait for its topic
     * @param maxWaitingBytes how much may wait for topics
     */
    public Outlet(Supplier<Producer<String, byte[]>> producers, Route route, Duration patience, long maxWaitingBytes) {
        this.producers = producers;
        this.route = route;
        this.patienceNanos = patience.toNanos();
        this.maxWaitingBytes = maxWaitingBytes;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "borough-kafka-outlet");
            thread.setDaemon(true);
            return thread;
        });
        timer.execute(this::open);
    }

    /** Sends one. Completes when all brokers that must have it have it; fails with a reason in words. */
    public CompletionStage<Void> send(ProducerRecord<String, byte[]> content) {
        String refusal = closed ? CLOSING : route.refusal();
        if (!refusal.isEmpty()) {
            route.refused();
            return CompletableFuture.failedFuture(new NotSentException(refusal));
        }
        Parcel parcel = new Parcel(content);
        CompletableFuture<Void> done = parcel.done().whenComplete((nothing, error) -> ended(parcel, error));
        String topic = content.topic();
        TopicLine line = lines.computeIfAbsent(topic, name -> new TopicLine(waitingBytes, maxWaitingBytes));
        if (line.offer(parcel, producer) && unknown.add(topic)) {
            look(topic, line, 0);
        }
        return done;
    }

    /** How many records went, and why none goes now. */
    public Status status() {
        return route.status();
    }

    private void ended(Parcel parcel, Throwable error) {
        if (error == null) {
            route.arrived();
        } else {
            route.failed(error, parcel.since());
            if (error instanceof ProducerBrokenException) {
                schedule(() -> reopen(error.getMessage()), 0);
            }
        }
    }

    /** Looks again and again, on the timer, until nothing waits for the topic any more. */
    private void look(String topic, TopicLine line, long delayMillis) {
        schedule(
                () -> {
                    serve(topic, line);
                    unknown.remove(topic);
                    if (line.oldest().isPresent() && unknown.add(topic)) {
                        look(topic, line, Math.max(FIRST_LOOK_MILLIS, Math.min(LAST_LOOK_MILLIS, delayMillis * 2)));
                    }
                },
                delayMillis);
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // Without the timer no topic would be served any more.
    private void serve(String topic, TopicLine line) {
        Producer<String, byte[]> present = producer;
        if (present == null) {
            if (route.isClosed()) {
                line.expire(System.nanoTime(), "there is no connection to Kafka");
            }
            return;
        }
        try {
            present.partitionsFor(topic);
            line.drain(present);
        } catch (TimeoutException e) {
            LOG.trace("The topic {} is not known yet", topic);
        } catch (AuthenticationException e) {
            route.close(Causes.words(e));
            line.expire(System.nanoTime(), Causes.words(e));
        } catch (RuntimeException e) {
            line.expire(System.nanoTime(), "the topic " + topic + " cannot be used: " + Causes.words(e));
        }
        line.oldest().stream()
                .filter(oldest -> System.nanoTime() - oldest >= patienceNanos)
                .forEach(oldest -> giveUp(present, topic, line, oldest));
    }

    private void giveUp(Producer<String, byte[]> present, String topic, TopicLine line, long oldest) {
        long now = System.nanoTime();
        if (metadataAgeNanos(present) > now - oldest) {
            route.close("no broker answers");
            line.expire(now, "no broker answers");
        } else {
            line.expire(
                    now - patienceNanos,
                    "the brokers do not know the topic " + topic + "; make it, or let them make topics by themselves");
        }
    }

    /** Since when no broker has told anything about topics. */
    private static double metadataAgeNanos(Producer<String, byte[]> present) {
        return present.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("metadata-age"))
                .map(Map.Entry::getValue)
                .map(Metric::metricValue)
                .filter(Double.class::isInstance)
                .mapToDouble(seconds -> (Double) seconds * 1e9)
                .findFirst()
                .orElse(0);
    }

    private void open() {
        try {
            producer = producers.get();
        } catch (KafkaException e) {
            route.close(Causes.words(e));
            schedule(this::open, TimeUnit.SECONDS.toMillis(REOPEN_SECONDS));
        }
    }

    private void reopen(String reason) {
        Producer<String, byte[]> broken = producer;
        if (broken == null) {
            return;
        }
        LOG.warn("The producer of Kafka is replaced: {}", reason);
        producer = null;
        broken.close(Duration.ZERO);
        schedule(this::open, TimeUnit.SECONDS.toMillis(REOPEN_SECONDS));
    }

    private synchronized void schedule(Runnable work, long delayMillis) {
        if (!closed) {
            timer.schedule(work, delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** Lets what was handed over still arrive, for a moment. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        timer.shutdownNow();
        Producer<String, byte[]> last = producer;
        producer = null;
        if (last != null) {
            last.close(FLUSH);
        }
        lines.values().forEach(line -> line.expire(System.nanoTime(), CLOSING));
    }
}
