// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.MessageSendNotAllowedException;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.messages.model.signals.commands.SendClaimMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendMessageAcceptedResponse;
import org.eclipse.ditto.things.model.ThingId;

/** Says who may send which messages to things, and in their name. A message changes nothing in a twin. */
final class MessageChecks {

    private static final Pattern SLASHES = Pattern.compile("/+");

    private final Entities entities;
    private final Access access;
    private final Modelling modelling;

    MessageChecks(Entities entities, Access access, Modelling modelling) {
        this.entities = entities;
        this.access = access;
        this.modelling = modelling;
    }

    /** Whoever claims a thing need not be in its policy yet. */
    CompletionStage<CommandResponse<?>> answer(MessageCommand<?, ?> command) {
        DittoHeaders headers = Origin.named(command.getDittoHeaders());
        ThingId id = command.getEntityId();
        Entity entity = entities.thing(id.toString())
                .filter(found -> found.state().alive())
                .orElseThrow(() -> ThingFaults.missing(id, ThingPath.of(JsonPointer.empty()), headers));
        State state = entity.state();
        Grants grants = access.of(state.policyId())
                .orElseThrow(() -> ThingFaults.withoutPolicy(id, state.policyId(), false, headers));
        AuthorizationContext who = headers.getAuthorizationContext();
        boolean claims = command instanceof SendClaimMessage;
        if (!claims && !grants.all("message", resource(command), who, Grants.WRITE)) {
            throw MessageSendNotAllowedException.newBuilder(id)
                    .dittoHeaders(headers)
                    .build();
        }
        Guards.condition(headers, grants, entity, state);
        CommandResponse<?> accepted =
                SendMessageAcceptedResponse.newInstance(id, command.getMessage().getHeaders(), headers);
        return claims
                ? CompletableFuture.completedFuture(accepted)
                : modelling.with(() -> definitions(command.getMessage(), state), models -> {
                    models.check(command, state.json());
                    return CompletableFuture.completedFuture(accepted);
                });
    }

    /** What a device answers must be what its model promises. */
    CompletionStage<CommandResponse<?>> check(MessageCommandResponse<?, ?> answer) {
        State state = entities.thing(answer.getEntityId().toString())
                .map(Entity::state)
                .orElse(State.NONE);
        return modelling.with(() -> definitions(answer.getMessage(), state), models -> {
            models.check(answer, state.json());
            return CompletableFuture.completedFuture(answer);
        });
    }

    private static Set<String> definitions(Message<?> message, State state) {
        return message.getFeatureId()
                .map(feature -> Modelling.ofFeature(state.json(), feature))
                .orElseGet(() -> Modelling.ofThing(state.json()));
    }

    /** A right to a subject is one to all below it: {@code ask} covers {@code ask/why}. */
    private static JsonPointer resource(MessageCommand<?, ?> command) {
        String path = command.getResourcePath().toString();
        return JsonPointer.of(SLASHES.matcher(path + '/').replaceAll("/").replaceFirst("/$", ""));
    }
}
