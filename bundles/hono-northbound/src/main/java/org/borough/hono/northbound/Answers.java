// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.borough.connect.CommandAsker;
import org.borough.connect.CommandResult;
import org.borough.connect.DeviceCommand;
import org.borough.hono.HonoCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells applications how their commands ended. */
final class Answers implements CommandAsker {

    /** The name under which commands from Kafka are asked. */
    static final String NAME = "hono";

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final Function<ProducerRecord<String, byte[]>, CompletionStage<Void>> records;
    private final FailureNotices failures;

    Answers(Function<ProducerRecord<String, byte[]>, CompletionStage<Void>> records, FailureNotices failures) {
        this.records = records;
        this.failures = failures;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletionStage<Void> ended(DeviceCommand command, CommandResult result) {
        Optional<CommandId> id = CommandId.parse(command.id());
        if (id.isEmpty()) {
            LOG.warn(
                    "The command {} of {} did not come from Kafka; its result is dropped",
                    command.id(),
                    command.device());
        }
        return id.filter(known -> command.responseRequired())
                .flatMap(known -> answer(command, known, result))
                .map(records)
                .orElseGet(() -> CompletableFuture.completedStage(null));
    }

    private Optional<ProducerRecord<String, byte[]>> answer(DeviceCommand command, CommandId id, CommandResult result) {
        if (result instanceof CommandResult.Answered answered) {
            return Optional.of(UplinkRecords.of(command.device(), id.correlationId(), answered.response()));
        }
        if (result instanceof CommandResult.Failed failed) {
            return Optional.of(failures.of(asked(command, id), failed.status(), failed.reason()));
        }
        return Optional.empty();
    }

    private static HonoCommand asked(DeviceCommand command, CommandId id) {
        return new HonoCommand(
                command.device(),
                command.subject(),
                command.contentType(),
                id.correlationId(),
                true,
                id.metadata(),
                command.payload());
    }
}
