// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.ditto.Patience;
import org.borough.engine.Audience;
import org.borough.engine.Engine;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;

/** Carries live commands, live events and messages to those who may hear them, and their answers back. */
final class LiveSender {

    private final Engine engine;
    private final DeviceDoor devices;
    private final Circles circles;
    private final Conversations conversations;
    private final WeakAcks weak;
    private final Duration longest;

    LiveSender(
            Engine engine,
            DeviceDoor devices,
            Circles circles,
            Conversations conversations,
            WeakAcks weak,
            Duration longest) {
        this.engine = engine;
        this.devices = devices;
        this.circles = circles;
        this.conversations = conversations;
        this.weak = weak;
        this.longest = longest;
    }

    void tell(ThingEvent<?> event) {
        circles.tell(new Telling.OfLive(engine.admit(event)));
    }

    /** Completes with the answer; at once and without any where none is wanted. */
    CompletionStage<Optional<CommandResponse<?>>> ask(Command<?> command) {
        Duration timeout = timeout(command);
        if (command instanceof MessageCommand<?, ?> message) {
            devices.check(message);
            return engine.execute(message).thenCompose(accepted -> admitted(command, timeout));
        }
        return admitted(command, timeout);
    }

    private CompletionStage<Optional<CommandResponse<?>>> admitted(Command<?> command, Duration timeout) {
        Audience audience = engine.admit(command);
        if (!AckRequests.keepsWaiting(command)) {
            carry(audience, Optional.empty());
            return CompletableFuture.completedStage(Optional.empty());
        }
        Set<String> labels = AckRequests.of(command);
        Conversation conversation = new Conversation(command, Optional.of(audience), labels, timeout);
        // An answer may come before all are told.
        conversations.begin(conversation);
        carry(audience, Optional.of(conversation));
        return conversation.result().thenCompose(this::checked).thenApply(Optional::of);
    }

    private CompletionStage<CommandResponse<?>> checked(CommandResponse<?> answer) {
        return answer instanceof MessageCommandResponse<?, ?> message
                ? engine.check(message)
                : CompletableFuture.completedStage(answer);
    }

    private Duration timeout(Command<?> command) {
        return command instanceof MessageCommand<?, ?> message
                ? Patience.with(message)
                : command.getDittoHeaders()
                        .getTimeout()
                        .filter(given -> given.compareTo(longest) < 0)
                        .orElse(longest);
    }

    private void carry(Audience audience, Optional<Conversation> conversation) {
        Round round = circles.tell(new Telling.OfLive(audience));
        weak.give(audience.signal(), round);
        if (audience.signal() instanceof MessageCommand<?, ?> message) {
            // Where somebody else has the message, a device that cannot take it does not speak for them.
            boolean alone = round.receivers() == 0;
            devices.carry(
                    message,
                    answer -> conversation.ifPresent(waiting -> waiting.answered(answer)),
                    refusal -> conversation.filter(waiting -> alone).ifPresent(waiting -> waiting.failed(refusal)));
        }
    }
}
