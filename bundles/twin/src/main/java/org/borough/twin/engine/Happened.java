// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.borough.twin.Cause;
import org.borough.twin.view.Changes;
import org.borough.twin.view.Trees;
import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.things.model.signals.events.ThingDefinitionMigrated;
import org.eclipse.ditto.things.model.signals.events.ThingMerged;

/**
 * One event with the states around it, and who caused it. Ditto's event is dear, so reports make it only when somebody
 * wants it.
 */
final class Happened {

    private static final String BY = "by";
    private static final String WHY = "why";

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
        return new Happened(
                before,
                after,
                cause,
                new What(
                        () -> shown(event, after),
                        () -> text(event, cause),
                        () -> keys(event.getResourcePath()),
                        () -> event instanceof ThingMerged || event instanceof ThingDefinitionMigrated
                                ? event.getEntity().map(DittoTrees::of)
                                : Optional.empty(),
                        MissingNode::getInstance));
    }

    private static List<String> keys(JsonPointer path) {
        List<String> keys = new ArrayList<>();
        path.forEach(key -> keys.add(key.toString()));
        return keys;
    }

    private static byte[] text(EventsourcedEvent<?> event, Cause cause) {
        JsonObjectBuilder json = event.toJson().toBuilder();
        if (!cause.by().isEmpty()) {
            json.set(BY, cause.by());
        }
        if (!cause.reason().isEmpty()) {
            json.set(WHY, cause.reason());
        }
        return json.build().toString().getBytes(UTF_8);
    }

    private static byte[] text(ObjectNode event, Cause cause) {
        if (!cause.by().isEmpty()) {
            event.put(BY, cause.by());
        }
        if (!cause.reason().isEmpty()) {
            event.put(WHY, cause.reason());
        }
        return Trees.bytes(event);
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
        return new Happened(
                before,
                after,
                cause,
                new What(event, () -> text(record, cause), () -> path, () -> patch, () -> stamps));
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

    /** The event and who caused it, as the journal keeps it. */
    byte[] record() {
        return what.record.get();
    }

    /** What the changes of single values are worked out from. */
    Changes.Step step() {
        return new Changes.Step(before, after, cause, what.path.get(), what.patch.get(), what.stamps.get());
    }

    private record What(
            Supplier<EventsourcedEvent<?>> event,
            Supplier<byte[]> record,
            Supplier<List<String>> path,
            Supplier<Optional<JsonNode>> patch,
            Supplier<JsonNode> stamps) {}
}
