// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.WithOptionalEntity;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Cuts events down to what a reader may read. */
final class EventView {

    private static final String THING = "thing";

    private EventView() {}

    /** What a reader may see of an event; nothing when that is nothing. */
    static Optional<Event<?>> of(
            Entity.Kind kind, EventsourcedEvent<?> event, Optional<Grants> allowed, AuthorizationContext reader) {
        String type = type(kind);
        JsonPointer path = path(kind, event);
        Optional<Grants> grants = allowed.filter(some -> some.some(type, path, reader, Grants.READ));
        if (grants.isEmpty() || grants.get().all(type, path, reader, Grants.READ)) {
            return grants.map(all -> event);
        }
        Optional<JsonValue> value = event.getEntity();
        if (value.isEmpty() || !value.get().isObject()) {
            return value.isEmpty() ? Optional.of(event) : Optional.empty();
        }
        JsonObject view = grants.get().view(type, path, value.get(), reader).asObject();
        if (!saysSomething(view)) {
            return Optional.empty();
        }
        EventsourcedEvent<?> cut = (EventsourcedEvent<?>) event.setEntity(view);
        return Optional.of(event.getMetadata()
                .map(metadata -> grants.get().view(type, path, metadata.toJson(), reader))
                .<EventsourcedEvent<?>>map(metadata -> ThingEvents.withMetadata(cut, metadata.asObject()))
                .orElse(cut));
    }

    /** What somebody who may not read all of the values of a live change or event may see of it. */
    static Optional<Signal<?>> part(Signal<?> live, Grants grants, AuthorizationContext reader) {
        if (live instanceof EventsourcedEvent<?> event) {
            return of(Entity.Kind.THING, event, Optional.of(grants), reader).map(part -> (Signal<?>) part);
        }
        JsonPointer path = live.getResourcePath();
        return live instanceof WithOptionalEntity<?> with && grants.some(THING, path, reader, Grants.READ)
                ? with.getEntity(JsonSchemaVersion.V_2)
                        .filter(value -> value.isObject() && !value.isNull())
                        .map(value -> grants.view(THING, path, value, reader).asObject())
                        .filter(EventView::saysSomething)
                        .map(view -> (Signal<?>) with.setEntity(view))
                : Optional.empty();
    }

    /** What kind of resource an entity is in the words of policies. */
    static String type(Entity.Kind kind) {
        return kind == Entity.Kind.THING ? THING : "policy";
    }

    /** Where an event happened. */
    static JsonPointer path(Entity.Kind kind, EventsourcedEvent<?> event) {
        return kind == Entity.Kind.THING
                ? event.getResourcePath()
                : PolicyPath.of(event).pointer();
    }

    /** The id alone is always shown and tells nobody anything. */
    private static boolean saysSomething(JsonObject view) {
        return view.getKeys().stream()
                .map(JsonKey::toString)
                .anyMatch(key -> !key.equals("thingId") && !key.equals("policyId"));
    }
}
