// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.messages.model.signals.commands.SendClaimMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendMessageAcceptedResponse;
import org.eclipse.ditto.things.model.ThingId;

/** Checks messages against the models of their things. */
final class MessageChecks {

    private final LiveChecks live;
    private final Entities entities;
    private final Modelling modelling;

    MessageChecks(LiveChecks live, Entities entities, Modelling modelling) {
        this.live = live;
        this.entities = entities;
        this.modelling = modelling;
    }

    /** Whoever claims a thing need not be in its policy yet. */
    CompletionStage<CommandResponse<?>> answer(MessageCommand<?, ?> command) {
        DittoHeaders headers = live.admit(command).signal().getDittoHeaders();
        ThingId id = command.getEntityId();
        CommandResponse<?> accepted =
                SendMessageAcceptedResponse.newInstance(id, command.getMessage().getHeaders(), headers);
        State state = stateOf(id);
        return command instanceof SendClaimMessage
                ? CompletableFuture.completedFuture(accepted)
                : modelling.with(() -> definitions(command.getMessage(), state), models -> {
                    models.check(command, state.json());
                    return CompletableFuture.completedFuture(accepted);
                });
    }

    /** What a device answers must be what its model promises. */
    CompletionStage<CommandResponse<?>> check(MessageCommandResponse<?, ?> answer) {
        State state = stateOf(answer.getEntityId());
        return modelling.with(() -> definitions(answer.getMessage(), state), models -> {
            models.check(answer, state.json());
            return CompletableFuture.completedFuture(answer);
        });
    }

    private State stateOf(ThingId id) {
        return entities.thing(id.toString()).map(Entity::state).orElse(State.NONE);
    }

    private static Set<String> definitions(Message<?> message, State state) {
        return message.getFeatureId()
                .map(feature -> Modelling.ofFeature(state.json(), feature))
                .orElseGet(() -> Modelling.ofThing(state.json()));
    }
}
