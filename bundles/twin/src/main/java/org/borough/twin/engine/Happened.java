// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.borough.twin.Cause;
import org.borough.twin.view.Changes;
import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;
import org.eclipse.ditto.things.model.signals.events.ThingDefinitionMigrated;
import org.eclipse.ditto.things.model.signals.events.ThingMerged;

/**
 * One event with the states around it, and who caused it. Ditto's event is dear, so reports make it only when somebody
 * wants it.
 */
final class Happened {

    private final State before;
    private final State after;
    private final Cause cause;
    private final What what;
    private EventsourcedEvent<?> event;

    private Happened(State before, State after, Cause cause, What what) {
        this.before = before;
        this.after = after;
        this.cause = cause;
        this.what = what;
    }

    /** An event that is there already. */
    static Happened of(EventsourcedEvent<?> event, State before, State after, Cause cause) {
        List<String> path = new ArrayList<>();
        event.getResourcePath().forEach(key -> path.add(key.toString()));
        return new Happened(
                before,
                after,
                cause,
                new What(
                        () -> shown(event, after),
                        () -> (ObjectNode) DittoTrees.of(event.toJson()),
                        path,
                        () -> event instanceof ThingMerged || event instanceof ThingDefinitionMigrated
                                ? event.getEntity().map(DittoTrees::of)
                                : Optional.empty(),
                        MissingNode::getInstance));
    }

    /** The event as the world sees it: with all metadata of the place that it is about, relative to that place. */
    private static EventsourcedEvent<?> shown(EventsourcedEvent<?> event, State after) {
        return event.getMetadata().isEmpty()
                ? event
                : ThingEvents.withMetadata(event, ThingValues.metadata(after.json(), event.getResourcePath()));
    }

    /** A merge that is known as a tree, with what makes the event of it. */
    static Happened merged(
            State before,
            State after,
            Cause cause,
            ObjectNode record,
            List<String> path,
            Supplier<EventsourcedEvent<?>> event) {
        Optional<JsonNode> patch = Optional.of(record.get("value"));
        JsonNode stamps = record.path(Revisions.METADATA);
        return new Happened(before, after, cause, new What(event, () -> record, path, () -> patch, () -> stamps));
    }

    State before() {
        return before;
    }

    State after() {
        return after;
    }

    Cause cause() {
        return cause;
    }

    /** Ditto's event. */
    synchronized EventsourcedEvent<?> event() {
        if (event == null) {
            event = what.event.get();
        }
        return event;
    }

    /** The event's JSON; whoever asks may add to it. */
    ObjectNode record() {
        return what.record.get();
    }

    /** What the changes of single values are worked out from. */
    Changes.Step step() {
        return new Changes.Step(before, after, cause, what.path, what.patch.get(), what.stamps.get());
    }

    private record What(
            Supplier<EventsourcedEvent<?>> event,
            Supplier<ObjectNode> record,
            List<String> path,
            Supplier<Optional<JsonNode>> patch,
            Supplier<JsonNode> stamps) {}
}
