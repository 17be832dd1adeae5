// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.borough.hono.KafkaClients;
import org.borough.hono.outlet.Causes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads Ditto's answers; its place is kept in Kafka, so that those are read later that came while it was away. */
final class AnswerReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long PAUSE_SECONDS = 3;

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final String topic;
    private final java.util.function.Consumer<byte[]> taker;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "borough-ditto-answers");
        made.setDaemon(true);
        made.setContextClassLoader(KafkaClients.loader());
        return made;
    });
    private volatile Consumer<String, byte[]> consumer;
    private volatile boolean closed;
    private volatile String trouble = "";

    AnswerReader(
            Supplier<Consumer<String, byte[]>> consumers, String topic, java.util.function.Consumer<byte[]> taker) {
        this.consumers = consumers;
        this.topic = topic;
        this.taker = taker;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::read, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Why nothing can be read; nothing when it can. */
    Optional<String> trouble() {
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }

    /** Reads until it is closed or Kafka's client gives up; then a new one is made. */
    private void read() {
        try (Consumer<String, byte[]> open = consumers.get()) {
            consumer = open;
            open.subscribe(List.of(topic));
            while (!closed) {
                take(open);
            }
        } catch (WakeupException closing) {
            LOG.debug("Ditto's answers are not read any more");
        } catch (KafkaException e) {
            String words = Causes.words(e);
            if (!words.equals(trouble)) {
                LOG.warn("Ditto's answers cannot be read from {}: {}; trying on", topic, words);
            }
            trouble = words;
        }
    }

    private void take(Consumer<String, byte[]> open) {
        ConsumerRecords<String, byte[]> records = open.poll(POLL);
        trouble = "";
        records.forEach(answer -> {
            if (answer.value() != null) {
                taker.accept(answer.value());
            }
        });
        if (!records.isEmpty()) {
            open.commitSync();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        Consumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }
}
