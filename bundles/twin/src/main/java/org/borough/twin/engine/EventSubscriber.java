// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import java.util.function.Consumer;
import org.borough.twin.view.SerialQueue;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears events, each cut to what its reader may read. */
final class EventSubscriber {

    private static final Logger LOG = LoggerFactory.getLogger(EventSubscriber.class);

    private final AuthorizationContext reader;
    private final Consumer<Event<?>> consumer;
    private final SerialQueue queue;
    private volatile boolean failing;
    private volatile boolean losing;

    EventSubscriber(AuthorizationContext reader, Consumer<Event<?>> consumer, SerialQueue queue) {
        this.reader = reader;
        this.consumer = consumer;
        this.queue = queue;
    }

    void start() {
        queue.start();
    }

    /** Takes an event with what the policy allowed at that moment; nothing when there was no policy. */
    void hear(Occurrence occurrence, Optional<Grants> allowed) {
        boolean taken = queue.offer(() -> cut(occurrence, allowed).ifPresent(this::deliver));
        if (!taken && !losing) {
            LOG.warn("A subscriber to events is too slow and loses events until it has caught up");
        }
        losing = !taken;
    }

    void close() {
        queue.close();
    }

    private Optional<Event<?>> cut(Occurrence occurrence, Optional<Grants> allowed) {
        EventsourcedEvent<?> event = occurrence.happened().event();
        boolean thing = occurrence.entity().kind == Entity.Kind.THING;
        String type = thing ? "thing" : "policy";
        JsonPointer path =
                thing ? event.getResourcePath() : PolicyPath.of(event).pointer();
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

    /** The id alone is always shown and tells nobody anything. */
    private static boolean saysSomething(JsonObject view) {
        return view.getKeys().stream()
                .map(JsonKey::toString)
                .anyMatch(key -> !key.equals("thingId") && !key.equals("policyId"));
    }

    // A subscriber's trouble is its own: it is logged once per change of state and disturbs nobody else.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void deliver(Event<?> event) {
        try {
            consumer.accept(event);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("A subscriber to events fails", e);
            }
            failing = true;
        }
    }
}
