// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.outlet;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** One record on its way, and whoever waits for it. */
final class Parcel implements Callback {

    /** What else a record takes in memory, about. */
    private static final int OVERHEAD = 512;

    private final ProducerRecord<String, byte[]> content;
    private final long since = System.nanoTime();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile Thread handingOver;
    private boolean topicUnknown;

    Parcel(ProducerRecord<String, byte[]> content) {
        this.content = content;
    }

    String topic() {
        return content.topic();
    }

    CompletableFuture<Void> done() {
        return done;
    }

    /** When it came, as {@link System#nanoTime()} tells it. */
    long since() {
        return since;
    }

    int size() {
        return OVERHEAD + (content.value() == null ? 0 : content.value().length);
    }

    /**
     * Hands the record to the producer, which does not wait for anything.
     *
     * @return whether the producer has it, or it has failed for good; {@code false} when the producer has yet to learn
     *     about the topic
     */
    boolean handTo(Producer<String, byte[]> producer) {
        topicUnknown = false;
        handingOver = Thread.currentThread();
        try {
            producer.send(content, this);
        } catch (KafkaException | IllegalStateException e) {
            done.completeExceptionally(new ProducerBrokenException(e));
        }
        handingOver = null;
        return !topicUnknown;
    }

    /** The producer calls this before {@link Producer#send} returns when it cannot even take the record. */
    @Override
    public void onCompletion(RecordMetadata metadata, Exception exception) {
        if (exception == null) {
            done.complete(null);
        } else if (handingOver == Thread.currentThread()
                && exception instanceof TimeoutException
                && !(exception instanceof BufferExhaustedException)) {
            topicUnknown = true;
        } else {
            done.completeExceptionally(exception);
        }
    }
}
