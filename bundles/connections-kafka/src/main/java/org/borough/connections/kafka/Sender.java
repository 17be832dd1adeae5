// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.borough.connections.transport.Outgoing;
import org.borough.connections.transport.Receipt;
import org.borough.connections.transport.TransportException;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;

/** Writes records, on a thread of its own: Kafka waits for what it does not know of a topic. */
final class Sender {

    private static final Receipt WRITTEN = new Receipt(204, Optional.empty());
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final long SHUNNED_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_SHUNNED = 1_000;

    private final Supplier<Producer<String, byte[]>> producers;
    private final boolean debug;
    private final ExecutorService thread;
    private final Map<String, Long> shunned = new LinkedHashMap<>();
    private Optional<Producer<String, byte[]>> producer = Optional.empty();

    /**
     * A sender.
     *
     * @param debug whether a receipt tells where a record was written to
     */
    Sender(String name, Supplier<Producer<String, byte[]>> producers, boolean debug) {
        this.producers = producers;
        this.debug = debug;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            made.setContextClassLoader(KafkaClients.loader());
            return made;
        });
    }

    CompletionStage<Receipt> send(Outgoing message) {
        CompletableFuture<Receipt> done = new CompletableFuture<>();
        try {
            thread.execute(() -> send(message, done));
        } catch (RejectedExecutionException closed) {
            done.completeExceptionally(TransportException.unavailable("The connection to Kafka is closed."));
        }
        return done;
    }

    private void send(Outgoing message, CompletableFuture<Receipt> done) {
        try {
            ProducerRecord<String, byte[]> made = Records.outgoing(message);
            if (isShunned(made.topic())) {
                throw TransportException.unavailable("Kafka has no topic " + made.topic() + ", or it does not answer.");
            }
            if (producer.isEmpty()) {
                producer = Optional.of(producers.get());
            }
            producer.get().send(made, (where, failure) -> {
                if (failure == null) {
                    done.complete(debug ? told(where) : WRITTEN);
                } else {
                    shun(made.topic(), failure);
                    done.completeExceptionally(Failures.of(failure));
                }
            });
        } catch (TransportException | KafkaException | IllegalArgumentException e) {
            done.completeExceptionally(
                    e instanceof IllegalArgumentException
                            ? TransportException.misconfigured("Kafka: " + e.getMessage())
                            : Failures.of(e));
        }
    }

    /** A topic that is not there would make all that is for others wait again and again. */
    private void shun(String topic, Exception failure) {
        if (failure instanceof TimeoutException) {
            synchronized (shunned) {
                if (shunned.size() >= MOST_SHUNNED) {
                    shunned.clear();
                }
                shunned.put(topic, System.nanoTime());
            }
        }
    }

    private boolean isShunned(String topic) {
        synchronized (shunned) {
            Long since = shunned.get(topic);
            if (since != null && System.nanoTime() - since > SHUNNED_NANOS) {
                shunned.remove(topic);
                return false;
            }
            return since != null;
        }
    }

    private static Receipt told(RecordMetadata where) {
        JsonObjectBuilder told = JsonObject.newBuilder();
        if (where.hasTimestamp()) {
            told.set("timestamp", where.timestamp());
        }
        told.set("serializedKeySize", where.serializedKeySize())
                .set("serializedValueSize", where.serializedValueSize())
                .set("topic", where.topic())
                .set("partition", where.partition());
        if (where.hasOffset()) {
            told.set("offset", where.offset());
        }
        return Receipt.of(
                200,
                Map.of("content-type", "application/json"),
                told.build().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Writes what it has taken, as far as that is quick. Does not wait for that. */
    void end() {
        try {
            thread.execute(() -> producer.ifPresent(open -> open.close(CLOSE)));
        } catch (RejectedExecutionException again) {
            return;
        }
        thread.shutdown();
    }

    void await(long millis) throws InterruptedException {
        thread.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }
}
