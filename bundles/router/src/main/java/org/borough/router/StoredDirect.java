// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Instant;
import java.util.Optional;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandResult;
import org.borough.connect.DeviceCommand;
import org.borough.connect.DeviceId;

/**
 * A command of bytes as the outbox keeps it on disk, with its result until its asker took that.
 *
 * @param answerUntil how long its answer is awaited; empty before it was delivered
 * @param result empty while it has none
 */
record StoredDirect(
        long number,
        String id,
        String tenant,
        String device,
        String subject,
        String contentType,
        byte[] payload,
        boolean responseRequired,
        String deadline,
        String by,
        int attempts,
        String answerUntil,
        Optional<StoredResult> result) {

    /**
     * A result.
     *
     * @param status 0 when it was delivered and no answer was asked for
     * @param reason why it failed
     * @param answer the device's answer, of which the reason is not used
     */
    record StoredResult(int status, String reason, String requestId, Optional<StoredMessage> answer) {

        static StoredResult of(CommandResult result) {
            if (result instanceof CommandResult.Answered answered) {
                CommandResponse response = answered.response();
                Instant at = response.message().receivedAt();
                return new StoredResult(
                        response.status(),
                        "",
                        response.requestId(),
                        Optional.of(StoredMessage.of(response.message(), "", at, false)));
            }
            return result instanceof CommandResult.Failed failed
                    ? new StoredResult(failed.status(), failed.reason(), "", Optional.empty())
                    : new StoredResult(0, "", "", Optional.empty());
        }

        CommandResult result() {
            if (answer.isPresent()) {
                return new CommandResult.Answered(
                        new CommandResponse(requestId, status, answer.get().message()));
            }
            return status == 0 ? new CommandResult.Delivered() : new CommandResult.Failed(status, reason);
        }
    }

    static StoredDirect of(Pursuit pursuit, Optional<CommandResult> result) {
        Direct direct = pursuit.direct().orElseThrow();
        DeviceCommand command = direct.command();
        return new StoredDirect(
                pursuit.number(),
                command.id(),
                command.device().tenant(),
                command.device().id(),
                command.subject(),
                command.contentType(),
                command.payload(),
                command.responseRequired(),
                command.deadline().toString(),
                command.by(),
                pursuit.attempts(),
                direct.answerUntil().map(Instant::toString).orElse(""),
                result.map(StoredResult::of));
    }

    DeviceCommand command() {
        return new DeviceCommand(
                id,
                new DeviceId(tenant, device),
                subject,
                contentType,
                payload,
                responseRequired,
                Instant.parse(deadline),
                by);
    }

    Pursuit pursuit(Json json) {
        Direct direct = new Direct(command(), false);
        if (!answerUntil.isEmpty()) {
            direct.awaitAnswer(Instant.parse(answerUntil));
        }
        return DirectCommands.pursuit(number, direct, attempts, json);
    }
}
