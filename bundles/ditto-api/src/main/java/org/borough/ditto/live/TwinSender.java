// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.borough.ditto.Failures;
import org.borough.engine.Engine;
import org.borough.thing.Subscription;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;

/** Has commands executed by the engine, and gathers the acknowledgements of their events. */
final class TwinSender {

    private static final Set<String> IMPLIED = Set.of(DittoAcknowledgementLabel.TWIN_PERSISTED.toString());

    private final Engine engine;
    private final Conversations conversations;
    private final TwinEvents events;
    private final Duration longest;

    TwinSender(Engine engine, Conversations conversations, TwinEvents events, Duration longest) {
        this.engine = engine;
        this.conversations = conversations;
        this.events = events;
        this.longest = longest;
    }

    CompletionStage<CommandResponse<?>> ask(Command<?> command) {
        Set<String> labels = AckRequests.of(command);
        return IMPLIED.containsAll(labels) ? engine.execute(command) : gather(command, labels);
    }

    private CompletionStage<CommandResponse<?>> gather(Command<?> command, Set<String> labels) {
        Duration timeout = command.getDittoHeaders()
                .getTimeout()
                .filter(given -> given.compareTo(longest) < 0)
                .orElse(longest);
        Conversation conversation = new Conversation(command, Optional.empty(), labels, timeout);
        conversations.begin(conversation);
        // Somebody has to find out for whom the event is nothing, even while nobody follows events.
        Subscription following = events.follow();
        conversation.result().whenComplete((answer, failure) -> following.close());
        engine.execute(command).whenComplete((response, failure) -> {
            if (failure == null) {
                conversation.answered(response);
                conversation.take(found(command, response));
            } else {
                conversation.failed(Failures.toDitto(failure));
            }
        });
        return conversation.result();
    }

    /** What returned from the engine is found by the next search already. */
    private static Acknowledgement found(Command<?> command, CommandResponse<?> response) {
        return Acknowledgement.of(
                DittoAcknowledgementLabel.SEARCH_PERSISTED,
                ((WithEntityId) command).getEntityId(),
                HttpStatus.NO_CONTENT,
                response.getDittoHeaders());
    }
}
