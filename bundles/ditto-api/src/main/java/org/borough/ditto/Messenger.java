// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.borough.engine.Engine;
import org.borough.thing.Answer;
import org.borough.thing.Outcome;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Commands;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.exceptions.CommandTimeoutException;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.MessageBuilder;
import org.eclipse.ditto.messages.model.MessageDirection;
import org.eclipse.ditto.messages.model.MessageHeaders;
import org.eclipse.ditto.messages.model.MessageHeadersBuilder;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.SendClaimMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendClaimMessageResponse;
import org.eclipse.ditto.messages.model.signals.commands.SendFeatureMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendFeatureMessageResponse;
import org.eclipse.ditto.messages.model.signals.commands.SendThingMessageResponse;

/** Carries messages that the engine allows to the devices of things, and their answers back. */
final class Messenger {

    /** What HTTP presumes of bytes of which nothing is said. */
    static final String UNKNOWN_TYPE = "application/octet-stream";

    private static final int NOT_FOUND = 404;

    private final Engine engine;
    private final Supplier<Optional<Commands>> router;

    Messenger(Engine engine, Supplier<Optional<Commands>> router) {
        this.engine = engine;
        this.router = router;
    }

    /** Completes with the answer, which is none when none is wanted; fails when none comes in time. */
    CompletionStage<CommandResponse<?>> send(MessageCommand<?, ?> command) {
        return engine.execute(command).thenCompose(accepted -> {
            Duration timeout = Patience.with(command);
            boolean answered = command.getDittoHeaders().isResponseRequired();
            CompletionStage<Outcome> outcome = carry(command, answered ? timeout : Duration.ZERO);
            return answered ? answer(command, outcome, timeout) : CompletableFuture.completedStage(accepted);
        });
    }

    /** A message that wants no answer may wait for its device as long as the platform lets commands wait. */
    private CompletionStage<Outcome> carry(MessageCommand<?, ?> command, Duration timeout) {
        Message<?> message = command.getMessage();
        if (message.getDirection() == MessageDirection.FROM) {
            return new CompletableFuture<>();
        }
        String by = command.getDittoHeaders()
                .getAuthorizationContext()
                .getFirstAuthorizationSubject()
                .map(AuthorizationSubject::getId)
                .orElse("");
        Instant deadline = timeout.isZero() ? Cause.NO_DEADLINE : Instant.now().plus(timeout);
        Commands.Request request = new Commands.Request(
                ThingId.parse(command.getEntityId().toString()),
                message.getFeatureId().orElse(""),
                message.getSubject(),
                message.getContentType().orElse(""),
                Payloads.of(message),
                !timeout.isZero(),
                new Cause(by, "", deadline));
        return router.get()
                .orElseThrow(() -> GatewayException.unavailable("the router, which carries messages, does not run"))
                .ask(request);
    }

    private static CompletionStage<CommandResponse<?>> answer(
            MessageCommand<?, ?> command, CompletionStage<Outcome> outcome, Duration timeout) {
        CompletableFuture<CommandResponse<?>> answer = new CompletableFuture<>();
        outcome.thenAccept(ended -> settle(command, ended, answer));
        return answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionally(failure -> {
            throw failure instanceof TimeoutException
                    ? CommandTimeoutException.newBuilder(timeout)
                            .dittoHeaders(command.getDittoHeaders())
                            .build()
                    : Failures.toDitto(failure);
        });
    }

    private static void settle(
            MessageCommand<?, ?> command, Outcome outcome, CompletableFuture<CommandResponse<?>> answer) {
        if (outcome.response().isPresent()) {
            answer.complete(response(command, outcome.response().get()));
        } else if (outcome instanceof Outcome.Confirmed) {
            answer.complete(response(command, new Answer(HttpStatus.NO_CONTENT.getCode(), "", new byte[0])));
        } else if (outcome instanceof Outcome.Rejected rejected && rejected.status() != NOT_FOUND) {
            answer.completeExceptionally(GatewayException.undeliverable(rejected.status(), rejected.reason()));
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
