// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.outlet;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.borough.thing.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the way to Kafka is open, learnt from what becomes of the records. While it is closed, records are refused at
 * once; now and then one is let through to find out.
 */
public final class Route {

    private static final Logger LOG = LoggerFactory.getLogger(Route.class);
    private static final long PROBE_NANOS = 500_000_000L;

    private final String servers;
    private final AtomicLong nextProbe = new AtomicLong(System.nanoTime());
    private final LongAdder sent = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private volatile long lastArrival = System.nanoTime();
    private volatile String trouble = "";

    /**
     * An open way.
     *
     * @param servers the brokers, for messages to people
     */
    public Route(String servers) {
        this.servers = servers;
    }

    /** Why a record is refused now; empty when it may go. */
    String refusal() {
        String reason = trouble;
        if (reason.isEmpty()) {
            return reason;
        }
        long due = nextProbe.get();
        long now = System.nanoTime();
        return now - due >= 0 && nextProbe.compareAndSet(due, now + PROBE_NANOS) ? "" : reason;
    }

    boolean isClosed() {
        return !trouble.isEmpty();
    }

    void arrived() {
        sent.increment();
        lastArrival = System.nanoTime();
        if (!trouble.isEmpty()) {
            open();
        }
    }

    private synchronized void open() {
        if (!trouble.isEmpty()) {
            trouble = "";
            LOG.info("Kafka at {} takes records again", servers);
        }
    }

    /** A record was refused before it was handed over. */
    void refused() {
        lost.increment();
    }

    /** A record was lost; the way is closed when the brokers are to blame and not the record. */
    void failed(Throwable cause, long since) {
        lost.increment();
        boolean late = cause instanceof TimeoutException && !(cause instanceof BufferExhaustedException);
        if (cause instanceof AuthenticationException || late && lastArrival - since < 0) {
            close(cause.getMessage());
        }
    }

    synchronized void close(String reason) {
        if (trouble.isEmpty()) {
            LOG.warn("Kafka at {} takes no records, messages with QoS 1 are not acknowledged: {}", servers, reason);
        }
        nextProbe.set(System.nanoTime() + PROBE_NANOS);
        trouble = "Kafka at " + servers + " takes no records: " + reason;
    }

    long sent() {
        return sent.sum();
    }

    long lost() {
        return lost.sum();
    }

    Status status() {
        String counts = sent() + " records sent, " + lost() + " lost";
        String reason = trouble;
        return reason.isEmpty()
                ? Status.ok("Kafka at " + servers + ": " + counts + ".")
                : Status.failed(reason + " (" + counts + "). Messages with QoS 1 are not acknowledged meanwhile.");
    }
}
