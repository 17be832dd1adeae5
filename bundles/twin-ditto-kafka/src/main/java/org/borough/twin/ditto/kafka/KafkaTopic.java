// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.borough.hono.KafkaClients;
import org.borough.hono.KafkaSettings;
import org.borough.hono.outlet.Outlet;
import org.borough.hono.outlet.Route;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.ditto.topic.ReadingTopic;

/**
 * A topic of Kafka that Ditto reads commands from. A command is there for good when all replicas in sync have it. Its key
 * is the thing, so that those of one thing stay in one partition and in their order.
 */
final class KafkaTopic implements ReadingTopic, AutoCloseable {

    private static final int UNAVAILABLE = 503;
    private static final int TOO_LARGE = 413;
    private static final byte[] DITTO = "application/vnd.eclipse.ditto+json".getBytes(StandardCharsets.UTF_8);

    private final TopicSettings settings;
    private final KafkaClients clients;
    private final Outlet outlet;
    private volatile Optional<AnswerReader> reader = Optional.empty();

    /** Begins to work in the background; a broker need not be there. */
    KafkaTopic(TopicSettings settings, KafkaSettings kafka) {
        this.settings = settings;
        this.clients = new KafkaClients(kafka, settings.group());
        this.outlet = new Outlet(
                () -> clients.producer("readings", settings.delivery().producer()),
                new Route(kafka.servers()),
                settings.delivery().timeout(),
                settings.delivery().waitingBytes());
    }

    @Override
    public CompletionStage<Void> append(String thing, byte[] command) {
        ProducerRecord<String, byte[]> written = new ProducerRecord<>(settings.topic(), thing, command);
        written.headers().add("content-type", DITTO);
        CompletableFuture<Void> done = new CompletableFuture<>();
        outlet.send(written).whenComplete((sent, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(refused(failure));
            }
        });
        return done;
    }

    private static TwinRefusedException refused(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RecordTooLargeException
                ? new TwinRefusedException(
                        TOO_LARGE, "kafka:record.toolarge", "Kafka does not take so large a record: " + words(cause))
                : new TwinRefusedException(
                        UNAVAILABLE, "kafka:unavailable", "Kafka did not take the readings: " + words(cause));
    }

    private static String words(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @Override
    public Subscription answers(Consumer<byte[]> taker) {
        if (settings.answers().isEmpty()) {
            return () -> {};
        }
        Map<String, Object> fromFirst = Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000L);
        AnswerReader started = new AnswerReader(
                () -> clients.consumer("answers", settings.group(), fromFirst),
                settings.answers().get(),
                taker);
        started.start();
        reader = Optional.of(started);
        return started::close;
    }

    @Override
    public Status status() {
        Status sending = outlet.status();
        Optional<String> trouble = reader.flatMap(AnswerReader::trouble);
        return sending.level() == Status.Level.OK && trouble.isPresent()
                ? Status.degraded(
                        "Readings go to Kafka, but Ditto's answers cannot be read from it: " + trouble.get() + ".")
                : sending;
    }

    @Override
    public void close() {
        reader.ifPresent(AnswerReader::close);
        outlet.close();
    }
}
