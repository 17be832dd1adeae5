// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.borough.ditto.live.AckRequests;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.exceptions.UnsupportedMediaTypeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.exceptions.CommandTimeoutException;
import org.eclipse.ditto.messages.model.MessagePayloadSizeTooLargeException;
import org.eclipse.ditto.things.model.ThingTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on its way: its body is read, its command executed, its answer written, and no thread waits for it. */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> JSON = Set.of("application/json", "application/octet-stream");

    private final FrontDoor door;
    private final HttpServletRequest request;
    private final Answer answer;
    private final DittoHeaders headers;
    private Pending pending;

    Exchange(FrontDoor door, HttpServletRequest request, Answer answer, DittoHeaders headers) {
        this.door = door;
        this.request = request;
        this.answer = answer;
        this.headers = headers;
    }

    void carryOut(Action action) {
        if (!(action instanceof Action.Deliver)) {
            checkTimeout();
        }
        if (action instanceof Action.Ask asked) {
            execute(asked.command(), answer::response);
        } else if (action instanceof Action.List search) {
            execute(search.search(), answer::items);
        } else if (action instanceof Action.Send sent) {
            checkMediaType(sent.body());
            read(sent.command(), answer::response);
        } else if (action instanceof Action.Accept accepted) {
            read(accepted.command(), this::accept);
        } else if (action instanceof Action.Deliver message) {
            read(message);
        } else if (action instanceof Action.Reply reply) {
            checkMediaType(reply.body());
            read(reply);
        } else if (action instanceof Action.Tell told) {
            answer.json(told.answer().toString(), headers);
        } else if (action instanceof Action.Fetch fetched) {
            fetch(fetched);
        }
    }

    private void fetch(Action.Fetch fetched) {
        open(timeout());
        fetched.document()
                .get()
                .whenCompleteAsync(
                        (document, failure) -> finish(() -> {
                            if (failure == null) {
                                answer.document(document, headers);
                            } else {
                                answer.failure(Failures.toDitto(failure));
                            }
                        }),
                        door.carriers());
    }

    /**
     * Answers a failure that was found before the body was read. The body is read and forgotten first: a server that
     * answers and hangs up while its peer still sends makes the peer lose the answer, or its next request.
     */
    void refuse(DittoRuntimeException failure) {
        if (request.isAsyncStarted() || !hasBody()) {
            answer.failure(failure);
            return;
        }
        open(timeout());
        Runnable tell = () -> pending.finish(() -> answer.failure(failure));
        BodyReader.read(request, door.settings().maxBodyBytes(), size -> failure, body -> tell.run(), cut -> {
            answer.hangUp();
            tell.run();
        });
    }

    private boolean hasBody() {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private void read(Function<String, Command<?>> command, Consumer<CommandResponse<?>> write) {
        open(timeout());
        int most = door.settings().maxBodyBytes();
        read(
                most,
                size -> ThingTooLargeException.newBuilder(size, most).build(),
                body -> execute(TextBody.read(body, command), write));
    }

    private void accept(CommandResponse<?> said) {
        if (said.getHttpStatus().isSuccess()) {
            answer.accepted();
        } else {
            answer.response(said);
        }
    }

    private void read(Action.Reply reply) {
        open(timeout());
        int most = door.settings().maxBodyBytes();
        read(most, size -> ThingTooLargeException.newBuilder(size, most).build(), body -> {
            String said = TextBody.read(body, reply.answer()).toString();
            finish(() -> answer.json(said, headers));
        });
    }

    private void read(Action.Deliver message) {
        // A message has a time-out of its own; this one is for a body that does not come.
        open(door.settings().timeout().plus(message.timeout()));
        int most = door.settings().maxPayloadBytes();
        read(
                most,
                size -> MessagePayloadSizeTooLargeException.newBuilder(size, most)
                        .build(),
                body -> execute(message.message().apply(body), answer::response));
    }

    private void read(int most, LongFunction<RuntimeException> tooLarge, Consumer<byte[]> onBody) {
        BodyReader.read(
                request,
                most,
                tooLarge,
                body -> pending.guard(() -> onBody.accept(body)),
                failure -> pending.finish(() -> {
                    answer.hangUp();
                    answer.failure(Failures.toDitto(failure));
                }));
    }

    private void execute(Command<?> command, Consumer<CommandResponse<?>> write) {
        if (!AckRequests.keepsWaiting(command)) {
            door.send(command).whenComplete(Exchange::logUnanswered);
            finish(answer::accepted);
            return;
        }
        CompletableFuture<Optional<CommandResponse<?>>> said =
                door.send(command).toCompletableFuture();
        BiConsumer<Optional<CommandResponse<?>>, Throwable> finish =
                (response, failure) -> finish(() -> tell(command, response, failure, write));
        if (said.isDone()) {
            said.whenComplete(finish);
        } else {
            open(timeout());
            // On the engine's own thread: the answer is buffered whole, and the server's threads send it.
            said.whenComplete(finish);
        }
    }

    /** Whoever wants no response, but acknowledgements, is told when they fail. */
    private void tell(
            Command<?> command,
            Optional<CommandResponse<?>> response,
            Throwable failure,
            Consumer<CommandResponse<?>> write) {
        if (failure != null) {
            answer.failure(Failures.toDitto(failure));
        } else if (response.isEmpty()
                || !command.getDittoHeaders().isResponseRequired()
                        && response.get().getHttpStatus().isSuccess()) {
            answer.accepted();
        } else {
            write.accept(response.get());
        }
    }

    private void finish(Runnable write) {
        if (pending == null) {
            write.run();
        } else {
            pending.finish(write);
        }
    }

    private void open(Duration timeout) {
        if (pending == null) {
            AsyncContext context = request.startAsync();
            // Who gathers acknowledgements and live answers has a clock of its own and says more of what came.
            Duration end = headers.containsKey("requested-acks") || headers.containsKey("channel") || isSmart()
                    ? timeout.plus(GRACE)
                    : timeout;
            pending = new Pending(context, answer, end, () -> timedOut(timeout));
        }
    }

    private boolean isSmart() {
        return headers.containsKey("live-channel-condition");
    }

    private void timedOut(Duration timeout) {
        answer.failure(CommandTimeoutException.newBuilder(timeout)
                .dittoHeaders(headers)
                .build());
    }

    private void checkTimeout() {
        Duration longest = door.settings().timeout();
        headers.getTimeout().filter(asked -> asked.compareTo(longest) > 0).ifPresent(asked -> {
            throw GatewayException.timeoutInvalid(asked, longest);
        });
    }

    private Duration timeout() {
        Duration longest = door.settings().timeout();
        return headers.getTimeout()
                .filter(asked -> asked.compareTo(longest) < 0 && !asked.isZero())
                .orElse(longest);
    }

    private void checkMediaType(Action.Body body) {
        String given = Optional.ofNullable(request.getContentType())
                .map(type -> type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
                .orElse("application/octet-stream");
        switch (body) {
            case JSON -> require(JSON.contains(given), given, JSON);
            case ANY -> {}
            case FORM -> require(given.equals(FORM), given, Set.of(FORM));
            case MERGE_PATCH -> {
                if (!given.equals(MERGE_PATCH)) {
                    throw UnsupportedMediaTypeException.builderForMergePatchJsonMediaType(given, MERGE_PATCH)
                            .dittoHeaders(headers)
                            .build();
                }
            }
        }
    }

    private void require(boolean fits, String given, Set<String> allowed) {
        if (!fits) {
            throw UnsupportedMediaTypeException.withDetailedInformationBuilder(given, allowed)
                    .dittoHeaders(headers)
                    .build();
        }
    }

    private static void logUnanswered(Optional<CommandResponse<?>> response, Throwable failure) {
        if (failure != null) {
            LOG.debug("A command that wanted no answer failed.", failure);
        }
    }
}
