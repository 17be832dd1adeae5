// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.borough.hono.HonoTopics;
import org.borough.hono.KafkaClients;
import org.borough.thing.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers for their topics now and then: whether they answer, how fast, and which tenants there are. After a long
 * absence the others are told to look for the brokers anew: they may have moved.
 */
final class BrokerWatch {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final String servers;
    private final Supplier<Admin> admins;
    private final Duration every;
    private final Consumer<Set<String>> tenants;
    private final Runnable backAgain;
    private final ScheduledExecutorService timer;
    private Optional<Admin> admin = Optional.empty();
    private Instant since = Instant.now();
    private volatile Status status;

    BrokerWatch(
            String servers, Supplier<Admin> admins, Duration every, Consumer<Set<String>> tenants, Runnable backAgain) {
        this.servers = servers;
        this.admins = admins;
        this.every = every;
        this.tenants = tenants;
        this.backAgain = backAgain;
        this.status = Status.degraded("connecting to the brokers " + servers);
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "connect-hono-watch");
            thread.setContextClassLoader(KafkaClients.loader());
            return thread;
        });
    }

    void start() {
        timer.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    Status status() {
        return status;
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // An exception would end the looking; it is seen in the status.
    private void look() {
        long start = System.nanoTime();
        try {
            if (admin.isEmpty()) {
                admin = Optional.of(admins.get());
            }
            Set<String> topics = admin.get().listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            answered(Duration.ofNanos(System.nanoTime() - start));
            tenants.accept(tenants(topics));
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            failed(Failures.words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<String> tenants(Set<String> topics) {
        Set<String> tenants = new TreeSet<>();
        topics.forEach(topic ->
                HonoTopics.parse(topic).map(HonoTopics.TenantTopic::tenant).ifPresent(tenants::add));
        return tenants;
    }

    private void answered(Duration took) {
        if (status.level() == Status.Level.FAILED) {
            LOG.info("The Kafka brokers {} answer again", servers);
            if (Duration.between(since, Instant.now()).compareTo(LONG) > 0) {
                backAgain.run();
            }
        }
        status = took.compareTo(SLOW) > 0
                ? Status.degraded("the brokers " + servers + " are slow: an answer took " + took.toMillis() + " ms")
                : Status.ok("connected to " + servers);
    }

    private void failed(String reason) {
        if (status.level() != Status.Level.FAILED) {
            since = Instant.now();
            LOG.warn("The Kafka brokers {} cannot be used: {}. It is tried again until it works", servers, reason);
        }
        forget();
        status = Status.failed("the brokers " + servers + " cannot be used since "
                + since.truncatedTo(ChronoUnit.SECONDS) + ": " + reason);
    }

    void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forget();
    }

    /** The next look begins with the configured addresses. */
    private void forget() {
        admin.ifPresent(open -> open.close(Duration.ZERO));
        admin = Optional.empty();
    }

    /** Properties that bound how long an answer is waited for. */
    static Map<String, Object> patience() {
        int millis = Math.toIntExact(PATIENCE.toMillis());
        return Map.of("default.api.timeout.ms", millis, "request.timeout.ms", millis - 1000);
    }
}
