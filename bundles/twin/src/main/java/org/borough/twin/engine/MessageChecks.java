// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.messages.model.MessageSendNotAllowedException;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.SendClaimMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendMessageAcceptedResponse;
import org.eclipse.ditto.things.model.ThingId;

/** Says who may send which messages to things, and in their name. A message changes nothing in a twin. */
final class MessageChecks {

    private static final Pattern SLASHES = Pattern.compile("/+");

    private final Entities entities;
    private final Access access;

    MessageChecks(Entities entities, Access access) {
        this.entities = entities;
        this.access = access;
    }

    /** Whoever claims a thing need not be in its policy yet. */
    CommandResponse<?> answer(MessageCommand<?, ?> command) {
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
        return SendMessageAcceptedResponse.newInstance(id, command.getMessage().getHeaders(), headers);
    }

    /** A right to a subject is one to all below it: {@code ask} covers {@code ask/why}. */
    private static JsonPointer resource(MessageCommand<?, ?> command) {
        String path = command.getResourcePath().toString();
        return JsonPointer.of(SLASHES.matcher(path + '/').replaceAll("/").replaceFirst("/$", ""));
    }
}
