// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.borough.ditto.live.DeviceDoor;
import org.borough.thing.Answer;
import org.borough.thing.Outcome;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Commands;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.MessageBuilder;
import org.eclipse.ditto.messages.model.MessageDirection;
import org.eclipse.ditto.messages.model.MessageHeaders;
import org.eclipse.ditto.messages.model.MessageHeadersBuilder;
import org.eclipse.ditto.messages.model.MessagePayloadSizeTooLargeException;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.SendClaimMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendClaimMessageResponse;
import org.eclipse.ditto.messages.model.signals.commands.SendFeatureMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendFeatureMessageResponse;
import org.eclipse.ditto.messages.model.signals.commands.SendThingMessageResponse;

/** Carries messages that the engine allows to the devices of things, and their answers back. */
final class Messenger implements DeviceDoor {

    /** What HTTP presumes of bytes of which nothing is said. */
    static final String UNKNOWN_TYPE = "application/octet-stream";

    private static final int NOT_FOUND = 404;

    private final Supplier<Optional<Commands>> router;
    private final int maxPayloadBytes;

    Messenger(Supplier<Optional<Commands>> router, int maxPayloadBytes) {
        this.maxPayloadBytes = maxPayloadBytes;
        this.router = router;
    }

    @Override
    public void check(MessageCommand<?, ?> message) {
        int size = Payloads.of(message.getMessage()).length;
        if (size > maxPayloadBytes) {
            throw MessagePayloadSizeTooLargeException.newBuilder(size, maxPayloadBytes)
                    .dittoHeaders(message.getDittoHeaders())
                    .build();
        }
    }

    @Override
    public void carry(
            MessageCommand<?, ?> message,
            Consumer<CommandResponse<?>> answer,
            Consumer<DittoRuntimeException> refusal) {
        if (message.getMessage().getDirection() == MessageDirection.FROM) {
            return;
        }
        Optional<Commands> way = router.get();
        if (way.isEmpty()) {
            refusal.accept(GatewayException.unavailable("the router, which carries messages, does not run"));
        } else {
            way.get().ask(request(message)).thenAccept(outcome -> settle(message, outcome, answer, refusal));
        }
    }

    /** A message that wants no answer may wait for its device as long as the platform lets commands wait. */
    private static Commands.Request request(MessageCommand<?, ?> command) {
        Message<?> message = command.getMessage();
        String by = command.getDittoHeaders()
                .getAuthorizationContext()
                .getFirstAuthorizationSubject()
                .map(AuthorizationSubject::getId)
                .orElse("");
        boolean answered = command.getDittoHeaders().isResponseRequired();
        Instant deadline = answered ? Instant.now().plus(Patience.with(command)) : Cause.NO_DEADLINE;
        return new Commands.Request(
                ThingId.parse(command.getEntityId().toString()),
                message.getFeatureId().orElse(""),
                message.getSubject(),
                message.getContentType().orElse(""),
                Payloads.of(message),
                answered,
                new Cause(by, "", deadline));
    }

    private static void settle(
            MessageCommand<?, ?> command,
            Outcome outcome,
            Consumer<CommandResponse<?>> answer,
            Consumer<DittoRuntimeException> refusal) {
        if (outcome.response().isPresent()) {
            answer.accept(response(command, outcome.response().get()));
        } else if (outcome instanceof Outcome.Confirmed) {
            answer.accept(response(command, new Answer(HttpStatus.NO_CONTENT.getCode(), "", new byte[0])));
        } else if (outcome instanceof Outcome.Rejected rejected && rejected.status() != NOT_FOUND) {
            refusal.accept(GatewayException.undeliverable(rejected.status(), rejected.reason()));
        }
        // Else there is no device, or none that answers: as with a Ditto to which nobody listens, the time runs out.
    }

    private static CommandResponse<?> response(MessageCommand<?, ?> command, Answer answer) {
        Message<?> asked = command.getMessage();
        HttpStatus status = HttpStatus.tryGetInstance(answer.status()).orElse(HttpStatus.OK);
        var headers = DittoHeaders.newBuilder()
                .schemaVersion(JsonSchemaVersion.V_2)
                .channel("live")
                .responseRequired(false);
        command.getDittoHeaders().getCorrelationId().ifPresent(headers::correlationId);
        MessageHeadersBuilder about =
                MessageHeaders.newBuilder(asked.getDirection(), command.getEntityId(), asked.getSubject());
        about.httpStatus(status);
        asked.getFeatureId().ifPresent(about::featureId);
        command.getDittoHeaders().getCorrelationId().ifPresent(about::correlationId);
        if (!answer.contentType().isEmpty()) {
            about.contentType(answer.contentType());
        }
        MessageBuilder<Object> message = Message.newBuilder(about.build());
        if (answer.payload().length > 0) {
            Payloads.put(message, answer.contentType(), answer.payload());
        }
        return response(command, message.build(), status, headers.build());
    }

    private static CommandResponse<?> response(
            MessageCommand<?, ?> command, Message<Object> message, HttpStatus status, DittoHeaders headers) {
        var thing = command.getEntityId();
        return switch (command.getType()) {
            case SendClaimMessage.TYPE -> SendClaimMessageResponse.of(thing, message, status, headers);
            case SendFeatureMessage.TYPE ->
                SendFeatureMessageResponse.of(thing, message.getFeatureId().orElseThrow(), message, status, headers);
            default -> SendThingMessageResponse.of(thing, message, status, headers);
        };
    }
}
