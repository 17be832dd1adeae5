// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.borough.hono.KafkaClients;
import org.borough.hono.outlet.Causes;
import org.borough.thing.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that reads commands of all tenants, and begins anew whenever Kafka fails it. */
final class CommandReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommandReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final long COMMIT_NANOS = 500_000_000L;
    private static final int MAX_OPEN = 1000;

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Supplier<Admin> admins;
    private final Supplier<Set<String>> tenants;
    private final CommandTopics topics;
    private final Function<ConsumerRecord<String, byte[]>, CompletionStage<Void>> intake;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile Status status = Status.degraded("not read yet");
    private long nextCommit = System.nanoTime();

    /**
     * Begins to read in the background.
     *
     * @param tenants the tenants that have devices
     */
    CommandReader(
            Supplier<Consumer<String, byte[]>> consumers,
            Supplier<Admin> admins,
            Supplier<Set<String>> tenants,
            CommandTopics topics,
            Function<ConsumerRecord<String, byte[]>, CompletionStage<Void>> intake) {
        this.consumers = consumers;
        this.admins = admins;
        this.tenants = tenants;
        this.topics = topics;
        this.intake = intake;
        this.thread = new Thread(this::run, "borough-hono-commands");
        thread.setDaemon(true);
        thread.setContextClassLoader(KafkaClients.loader());
        thread.start();
    }

    Status status() {
        return status;
    }

    @SuppressWarnings(
            "checkstyle:IllegalCatch") // Without this thread no command is read; the reason is shown as status.
    private void run() {
        do {
            try (Admin admin = admins.get()) {
                session(admin);
            } catch (RuntimeException | LinkageError e) {
                trouble(Causes.words(e));
            }
        } while (!stopped(RETRY));
    }

    private void session(Admin admin) {
        Consumer<String, byte[]> consumer = consumers.get();
        try {
            tenants.get().forEach(topics::want);
            read(consumer, admin);
        } finally {
            consumer.close(CloseOptions.timeout(STOP));
        }
    }

    private void read(Consumer<String, byte[]> consumer, Admin admin) {
        Progress progress = new Progress();
        boolean stopped = false;
        while (!stopped) {
            follow(consumer, admin, progress);
            Set<TopicPartition> places = consumer.assignment();
            if (places.isEmpty()) {
                stopped = stopped(POLL);
                continue;
            }
            boolean full = progress.open() >= MAX_OPEN;
            if (full) {
                consumer.pause(places);
            }
            consumer.poll(POLL).forEach(from -> progress.begun(from, taken(from)));
            if (full) {
                consumer.resume(places);
            }
            commit(consumer, progress);
            stopped = stopped(Duration.ZERO);
        }
        consumer.commitSync(progress.finished(), STOP);
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // A fault with one command must not end the reading of all.
    private CompletableFuture<Void> taken(ConsumerRecord<String, byte[]> from) {
        try {
            return intake.apply(from).toCompletableFuture();
        } catch (RuntimeException e) {
            LOG.warn("The command {}-{}@{} was lost", from.topic(), from.partition(), from.offset(), e);
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Looks which topics there are, when it is time to. */
    private void follow(Consumer<String, byte[]> consumer, Admin admin, Progress progress) {
        try {
            if (topics.follow(consumer, admin)) {
                Set<TopicPartition> places = consumer.assignment();
                progress.keepOnly(places);
                well("read from " + places.size() + (places.size() == 1 ? " partition" : " partitions"));
            }
        } catch (TimeoutException e) {
            trouble("no broker answers");
        }
    }

    private void commit(Consumer<String, byte[]> consumer, Progress progress) {
        if (System.nanoTime() - nextCommit < 0) {
            return;
        }
        nextCommit = System.nanoTime() + COMMIT_NANOS;
        var finished = progress.finished();
        if (!finished.isEmpty()) {
            consumer.commitAsync(finished, (places, error) -> {
                if (error != null) {
                    LOG.debug("Offsets {} were not committed", places, error);
                }
            });
        }
    }

    private void well(String words) {
        if (status.level() == Status.Level.FAILED) {
            LOG.info("Commands from Kafka are read again");
        }
        status = Status.ok(words);
    }

    private void trouble(String reason) {
        if (stop.getCount() == 0) {
            return;
        }
        if (status.level() != Status.Level.FAILED) {
            LOG.warn("Commands from Kafka are not read: {}", reason);
        }
        status = Status.failed("not read: " + reason);
    }

    private boolean stopped(Duration wait) {
        try {
            return stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(STOP.plus(STOP).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
