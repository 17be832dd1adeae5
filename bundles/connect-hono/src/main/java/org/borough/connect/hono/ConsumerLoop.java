// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.borough.hono.KafkaClients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer with a thread of its own. Whatever goes wrong with Kafka, it makes a new consumer after a pause and goes on
 * from what was committed.
 */
final class ConsumerLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);
    private static final Duration BUSY_POLL = Duration.ofMillis(5);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final long STATE_EVERY_NANOS = Duration.ofMillis(500).toNanos();

    /** How it ends. */
    private enum End {
        NOT_YET,
        LEAVE,
        /** As if the process had died: nothing is finished, nobody is told. */
        VANISH
    }

    private final String name;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Pattern topics;
    private final Taker taker;
    private final int most;
    private final Counters counters;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile End end = End.NOT_YET;
    private volatile boolean renew;
    private volatile LoopState state = LoopState.NEW;
    private String lastFailure = "";

    ConsumerLoop(
            String name,
            Supplier<Consumer<String, byte[]>> consumers,
            String topics,
            Taker taker,
            int most,
            Counters counters) {
        this.name = name;
        this.consumers = consumers;
        this.topics = Pattern.compile(topics);
        this.taker = taker;
        this.most = most;
        this.counters = counters;
        this.thread = new Thread(this::run, "connect-hono-" + name);
        thread.setContextClassLoader(KafkaClients.loader());
    }

    void start() {
        thread.start();
    }

    LoopState state() {
        return state;
    }

    /** Goes on with a new consumer, which begins with the configured brokers. */
    void renew() {
        renew = true;
    }

    /** Finishes what is under way, commits it and leaves the group. */
    void close() {
        stop(End.LEAVE);
    }

    /** Stops as a killed process would; for tests of what the others make of it. */
    void vanish() {
        stop(End.VANISH);
    }

    private void stop(End how) {
        end = how;
        ended.countDown();
        try {
            thread.join(CLOSE.multipliedBy(4).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // Nothing may end this thread but the end of the component.
    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        while (end == End.NOT_YET) {
            renew = false;
            try (Session session = new Session(consumers.get())) {
                while (end == End.NOT_YET && !renew) {
                    session.round();
                    pause = FIRST_PAUSE_MILLIS;
                }
            } catch (RuntimeException e) {
                failed(e);
                rest(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        }
    }

    private void failed(RuntimeException e) {
        String reason = Failures.words(e);
        state = state.failed(reason);
        if (!reason.equals(lastFailure)) {
            LOG.warn("Reading {} from Kafka failed and is tried again until it works: {}", name, reason);
            lastFailure = reason;
        }
    }

    private void rest(long millis) {
        try {
            ended.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end = End.LEAVE;
        }
    }

    /** The life of one consumer. */
    private final class Session implements AutoCloseable {

        private final Consumer<String, byte[]> consumer;
        private final Flows flows;
        private long stateAt = System.nanoTime() - STATE_EVERY_NANOS;

        Session(Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
            this.flows = new Flows(consumer, taker, most, counters);
            consumer.subscribe(topics, flows);
        }

        void round() {
            ConsumerRecords<String, byte[]> polled = consumer.poll(flows.areBusy() ? BUSY_POLL : IDLE_POLL);
            flows.add(polled);
            flows.step();
            if (System.nanoTime() - stateAt >= STATE_EVERY_NANOS) {
                stateAt = System.nanoTime();
                state = flows.state();
                recovered();
            }
        }

        private void recovered() {
            if (!lastFailure.isEmpty() && state.partitions() > 0) {
                LOG.info("Reading {} from Kafka works again", name);
                lastFailure = "";
            }
        }

        @Override
        @SuppressWarnings("checkstyle:IllegalCatch") // A consumer that failed may fail once more while it is closed.
        public void close() {
            try {
                if (end == End.VANISH) {
                    consumer.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP)
                            .withTimeout(Duration.ZERO));
                    return;
                }
                if (end == End.LEAVE || renew) {
                    flows.leave();
                }
                consumer.close(CloseOptions.timeout(CLOSE));
            } catch (RuntimeException e) {
                LOG.debug("Closing the consumer of {} failed", name, e);
            }
        }
    }
}
