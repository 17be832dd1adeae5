// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.borough.connect.DeviceCommand;
import org.borough.connect.DeviceCommands;
import org.borough.hono.HonoCommand;
import org.borough.hono.HonoHeaders;
import org.borough.hono.UnreadableRecordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes commands of records and passes them on; answers those that are faulty. */
final class CommandIntake {

    private static final Logger LOG = LoggerFactory.getLogger(CommandIntake.class);
    private static final int BAD_REQUEST = 400;

    private final DeviceCommands commands;
    private final Function<ProducerRecord<String, byte[]>, CompletionStage<Void>> answers;
    private final FailureNotices failures;
    private final Duration keepOneWay;
    private final Duration maxAge;
    private final Clock clock;
    private final LongAdder taken = new LongAdder();
    private final LongAdder faulty = new LongAdder();
    private final LongAdder tooOld = new LongAdder();

    CommandIntake(
            DeviceCommands commands,
            Function<ProducerRecord<String, byte[]>, CompletionStage<Void>> answers,
            FailureNotices failures,
            Duration keepOneWay,
            Duration maxAge,
            Clock clock) {
        this.commands = commands;
        this.answers = answers;
        this.failures = failures;
        this.keepOneWay = keepOneWay;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** Takes one; completes when the record is not needed any more. Never fails. */
    CompletionStage<Void> accept(ConsumerRecord<String, byte[]> from) {
        try {
            HonoCommand command = HonoCommand.read(from);
            String id = CommandId.of(from, command).text();
            Optional<String> fault = command.fault()
                    .or(() -> id.length() > CommandId.MAX_LENGTH
                            ? Optional.of("correlation-id and delivery-failure-notification-metadata are too long")
                            : Optional.empty());
            return fault.isPresent() ? refuse(from, command, fault.get()) : pass(from, command, id);
        } catch (UnreadableRecordException e) {
            faulty.increment();
            LOG.debug("{} It is passed over.", e.getMessage());
            return CompletableFuture.completedStage(null);
        }
    }

    private CompletionStage<Void> refuse(ConsumerRecord<String, byte[]> from, HonoCommand command, String fault) {
        faulty.increment();
        LOG.debug("The command {}-{}@{} is malformed: {}", from.topic(), from.partition(), from.offset(), fault);
        if (!command.responseRequired() || command.correlationId().isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        return answers.apply(failures.of(command, BAD_REQUEST, "malformed command message: " + fault))
                .exceptionally(error -> null);
    }

    private CompletionStage<Void> pass(ConsumerRecord<String, byte[]> from, HonoCommand command, String id) {
        Instant now = clock.instant();
        // An application whose clock is ahead gets no more time than others.
        Instant sent = Instant.ofEpochMilli(Math.max(0, Math.min(from.timestamp(), now.toEpochMilli())));
        boolean oneWay = !command.responseRequired();
        OptionalLong ttl = HonoHeaders.number(from.headers(), HonoHeaders.TTL);
        Duration wait =
                ttl.isPresent() ? Duration.ofMillis(Math.max(0, ttl.getAsLong())) : oneWay ? keepOneWay : Duration.ZERO;
        Instant deadline = sent.plus(wait);
        if (sent.plus(maxAge).isBefore(now) && deadline.isBefore(now)) {
            tooOld.increment();
            return CompletableFuture.completedStage(null);
        }
        taken.increment();
        return commands.send(new DeviceCommand(
                id,
                command.device(),
                command.subject(),
                command.contentType(),
                command.payload(),
                command.responseRequired(),
                deadline,
                Answers.NAME));
    }

    /** What has come so far, for people. */
    String counts() {
        return taken.sum() + " commands taken, " + faulty.sum() + " malformed, " + tooOld.sum() + " too old";
    }
}
