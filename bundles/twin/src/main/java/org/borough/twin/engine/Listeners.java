// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import org.borough.engine.Audience;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.WithEntity;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.policies.model.enforcers.EffectedSubjects;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;

/** Those who may hear one live signal. */
final class Listeners implements Audience {

    private final Signal<?> signal;
    private final Entity entity;
    private final State state;
    private final Grants grants;
    private final ThingQueries queries;
    private final EffectedSubjects readers;

    Listeners(Signal<?> signal, Entity entity, State state, Grants grants, ThingQueries queries) {
        this.signal = signal;
        this.entity = entity;
        this.state = state;
        this.grants = grants;
        this.queries = queries;
        this.readers = signal instanceof MessageCommand<?, ?> message
                ? grants.readers("message", LiveChecks.resource(message))
                : grants.readers("thing", signal.getResourcePath());
    }

    @Override
    public Signal<?> signal() {
        return signal;
    }

    @Override
    public boolean admits(AuthorizationContext reader) {
        return reader.isAuthorized(readers.getGranted(), readers.getRevoked())
                && (!tellsValues() || grants.all("thing", signal.getResourcePath(), reader, Grants.READ));
    }

    @Override
    public Optional<Signal<?>> signal(AuthorizationContext reader) {
        if (admits(reader)) {
            return Optional.of(signal);
        }
        return tellsValues() ? EventView.part(signal, grants, reader) : Optional.empty();
    }

    /** Whoever may not read all of the values that a live command or event carries must not learn them this way. */
    private boolean tellsValues() {
        return !(signal instanceof MessageCommand<?, ?>)
                && !(signal instanceof ThingQueryCommand<?>)
                && !(signal instanceof ThingCommand<?> command && command.getCategory() == Command.Category.DELETE);
    }

    @Override
    public JsonObject thing(AuthorizationContext reader, JsonFieldSelector fields) {
        return queries.shown(entity, state, grants, reader, fields);
    }

    @Override
    public CommandResponse<?> cut(CommandResponse<?> answer) {
        if (answer instanceof MessageCommandResponse<?, ?> || !(answer instanceof WithEntity<?> with)) {
            return answer;
        }
        JsonValue value = with.getEntity(answer.getImplementedSchemaVersion());
        if (!value.isObject() || value.isNull()) {
            return answer;
        }
        AuthorizationContext asker = signal.getDittoHeaders().getAuthorizationContext();
        return (CommandResponse<?>) with.setEntity(grants.view("thing", answer.getResourcePath(), value, asker));
    }
}
