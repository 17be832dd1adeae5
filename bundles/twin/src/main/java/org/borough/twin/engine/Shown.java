// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.engine.Happening;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;

/** An event with what the policy allowed at that moment. Readers with the same subjects share the work. */
final class Shown implements Happening {

    private final Occurrence occurrence;
    private final Optional<Grants> allowed;
    private final ThingQueries queries;
    private final Map<AuthorizationContext, Optional<Event<?>>> views = new ConcurrentHashMap<>(2);

    /** Without grants, when there was no policy, nobody is shown anything. */
    Shown(Occurrence occurrence, Optional<Grants> allowed, ThingQueries queries) {
        this.occurrence = occurrence;
        this.allowed = allowed;
        this.queries = queries;
    }

    @Override
    public Event<?> event() {
        return occurrence.happened().event();
    }

    @Override
    public Optional<Event<?>> event(AuthorizationContext reader) {
        return views.computeIfAbsent(reader, this::cut);
    }

    @Override
    public JsonObject thing(AuthorizationContext reader, JsonFieldSelector fields) {
        State after = occurrence.happened().after();
        // Of a thing that is gone is told what it was.
        State state = after.alive() ? after : occurrence.happened().before();
        if (allowed.isEmpty() || !state.alive() || occurrence.entity().kind != Entity.Kind.THING) {
            return JsonObject.empty();
        }
        return queries.shown(occurrence.entity(), state, allowed.get(), reader, fields);
    }

    private Optional<Event<?>> cut(AuthorizationContext reader) {
        return EventView.of(occurrence.entity().kind, occurrence.happened().event(), allowed, reader);
    }
}
