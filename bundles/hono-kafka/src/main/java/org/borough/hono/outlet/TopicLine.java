// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.outlet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;

/**
 * The records of one topic, in their order. They wait here only while the producer has yet to learn about the topic, which
 * may have to be made first; others go straight to the producer.
 */
final class TopicLine {

    private final AtomicLong waitingBytes;
    private final long maxWaitingBytes;
    private final Deque<Parcel> waiting = new ArrayDeque<>();
    private volatile boolean open;

    /**
     * An empty line.
     *
     * @param waitingBytes what waits in all lines together
     */
    TopicLine(AtomicLong waitingBytes, long maxWaitingBytes) {
        this.waitingBytes = waitingBytes;
        this.maxWaitingBytes = maxWaitingBytes;
    }

    /**
     * Hands a record over or lets it wait; {@code true} when it waits.
     *
     * @param producer {@code null} as long as there is none
     */
    boolean offer(Parcel parcel, Producer<String, byte[]> producer) {
        if (open && producer != null && parcel.handTo(producer)) {
            return false;
        }
        synchronized (this) {
            if (open && producer != null && waiting.isEmpty() && parcel.handTo(producer)) {
                return false;
            }
            open = false;
            if (waitingBytes.addAndGet(parcel.size()) > maxWaitingBytes) {
                waitingBytes.addAndGet(-parcel.size());
                parcel.done()
                        .completeExceptionally(new NotSentException("too much waits for Kafka to make topics known"));
                return !waiting.isEmpty();
            }
            waiting.add(parcel);
            return true;
        }
    }

    /** Hands over what waits; {@code true} when nothing waits any more. */
    synchronized boolean drain(Producer<String, byte[]> producer) {
        while (!waiting.isEmpty()) {
            if (!waiting.peek().handTo(producer)) {
                return false;
            }
            forget(waiting.remove());
        }
        open = true;
        return true;
    }

    /** When the first one came that waits, as {@link System#nanoTime()} tells it. */
    synchronized OptionalLong oldest() {
        return waiting.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(waiting.peek().since());
    }

    /** Gives up what waits since that time or longer. */
    synchronized void expire(long since, String reason) {
        while (!waiting.isEmpty() && waiting.peek().since() - since <= 0) {
            Parcel late = waiting.remove();
            forget(late);
            late.done().completeExceptionally(new NotSentException(reason));
        }
    }

    private void forget(Parcel parcel) {
        waitingBytes.addAndGet(-parcel.size());
    }
}
