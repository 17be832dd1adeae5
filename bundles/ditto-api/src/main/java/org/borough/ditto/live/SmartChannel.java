// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.ditto.Failures;
import org.borough.engine.Engine;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.LiveChannelTimeoutStrategy;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.exceptions.CommandTimeoutException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.LiveChannelConditionNotAllowedException;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;

/** Sends commands to the twin or to the thing itself: as their channel says, or as a query's condition turns out. */
final class SmartChannel {

    static final String MATCHED = DittoHeaderDefinition.LIVE_CHANNEL_CONDITION_MATCHED.getKey();

    private static final String CONDITION = DittoHeaderDefinition.LIVE_CHANNEL_CONDITION.getKey();

    private final Engine engine;
    private final TwinSender twin;
    private final LiveSender live;

    SmartChannel(Engine engine, TwinSender twin, LiveSender live) {
        this.engine = engine;
        this.twin = twin;
        this.live = live;
    }

    CompletionStage<Optional<CommandResponse<?>>> ask(Command<?> command) {
        if (AckRequests.isLive(command)) {
            return askLive(command);
        }
        return command.getDittoHeaders().containsKey(CONDITION)
                ? decide(command)
                : twin.ask(command).thenApply(Optional::of);
    }

    private CompletionStage<Optional<CommandResponse<?>>> decide(Command<?> command) {
        DittoHeaders headers = command.getDittoHeaders();
        if (!(command instanceof ThingQueryCommand<?> query)) {
            throw LiveChannelConditionNotAllowedException.newBuilder()
                    .dittoHeaders(headers)
                    .build();
        }
        boolean matched = engine.wantsLive(query);
        DittoHeaders decided = headers.toBuilder()
                .removeHeader(CONDITION)
                .putHeader(MATCHED, Boolean.toString(matched))
                .build();
        return matched
                ? askLive(query.setDittoHeaders(
                        decided.toBuilder().channel(Signal.CHANNEL_LIVE).build()))
                : askTwin(query.setDittoHeaders(decided));
    }

    private CompletionStage<Optional<CommandResponse<?>>> askLive(Command<?> command) {
        CompletionStage<Optional<CommandResponse<?>>> answer = live.ask(command);
        boolean falls = command instanceof ThingQueryCommand<?>
                && command.getDittoHeaders()
                        .getLiveChannelTimeoutStrategy()
                        .filter(strategy -> strategy == LiveChannelTimeoutStrategy.USE_TWIN)
                        .isPresent();
        return falls ? answer.exceptionallyCompose(failure -> fallBack(command, failure)) : answer;
    }

    private CompletionStage<Optional<CommandResponse<?>>> fallBack(Command<?> command, Throwable failure) {
        DittoRuntimeException cause = Failures.toDitto(failure);
        return cause instanceof CommandTimeoutException ? askTwin(command) : CompletableFuture.failedFuture(cause);
    }

    private CompletionStage<Optional<CommandResponse<?>>> askTwin(Command<?> command) {
        DittoHeaders headers = command.getDittoHeaders();
        Command<?> asked = command.setDittoHeaders(
                headers.toBuilder().channel(Signal.CHANNEL_TWIN).build());
        return twin.ask(asked).thenApply(response -> Optional.of(marked(response, headers.get(MATCHED))));
    }

    private static CommandResponse<?> marked(CommandResponse<?> response, String matched) {
        var headers = response.getDittoHeaders().toBuilder()
                .channel(Signal.CHANNEL_TWIN)
                .responseRequired(false);
        if (matched != null) {
            headers.putHeader(MATCHED, matched);
        }
        return response.setDittoHeaders(headers.build());
    }
}
