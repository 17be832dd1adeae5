// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.borough.twin.engine.metadata.Mirror;
import org.borough.twin.view.Trees;
import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.signals.events.SubjectsDeletedPartially;
import org.eclipse.ditto.policies.model.signals.events.SubjectsModifiedPartially;
import org.eclipse.ditto.things.model.signals.events.ThingDefinitionMigrated;
import org.eclipse.ditto.things.model.signals.events.ThingMerged;

/** Leads from one state to the next by an event: the same way when it happens and when it is read from the journal. */
final class Revisions {

    static final String METADATA = "_metadata";

    private final HotDocuments hot;
    private final SharedDocument.Pool shared = new SharedDocument.Pool();
    private final Models models = new Models();

    Revisions(HotDocuments hot) {
        this.hot = hot;
    }

    State after(Entity.Kind kind, State before, EventsourcedEvent<?> event) {
        Instant at = event.getTimestamp().orElse(before.modified());
        Instant created = before.alive() ? before.created() : at;
        // Ditto's events work their paths out anew each time.
        JsonPointer path = event.getResourcePath();
        if (isWhole(kind, event, path) && verb(event) == Verb.DELETE) {
            return new State(event.getRevision(), created, at, false, "", "", State.NONE.document());
        }
        JsonObject json = kind == Entity.Kind.THING ? thing(before, event, path) : policy(before, event);
        String policyId = kind == Entity.Kind.THING ? policyIdAfter(before, path, json) : "";
        Document document = document(kind, json);
        String definitions = kind == Entity.Kind.THING ? models.after(before, path, document) : "";
        return new State(event.getRevision(), created, at, true, policyId, definitions, document);
    }

    /** A thing's next state by a merge that is known as trees. */
    State merged(State before, Instant at, boolean sameModels, ObjectNode tree) {
        TwinDocument document = TwinDocument.hot(hot, tree, Trees.bytes(tree));
        String definitions = sameModels ? before.models() : models.after(before, Places.FEATURES, document);
        return new State(before.revision() + 1, before.created(), at, true, before.policyId(), definitions, document);
    }

    /** The state of a snapshot with the document that suits its kind. */
    State restored(Entity.Kind kind, State read) {
        if (!read.alive()) {
            return read;
        }
        byte[] text = read.document().bytes();
        Document document = kind == Entity.Kind.THING ? TwinDocument.cold(hot, text) : shared.of(text);
        return new State(
                read.revision(),
                read.created(),
                read.modified(),
                true,
                read.policyId(),
                models.same(read.models()),
                document);
    }

    private Document document(Entity.Kind kind, JsonObject json) {
        return kind == Entity.Kind.THING
                ? TwinDocument.hot(hot, json)
                : shared.of(json.toString().getBytes(UTF_8));
    }

    private static JsonObject thing(State before, EventsourcedEvent<?> event, JsonPointer path) {
        JsonObject changed = path.isEmpty() && verb(event) == Verb.SET
                ? ThingValues.ownMembers(entity(event).asObject())
                : edit(before.json(), path, event);
        JsonObject old = ThingValues.metadata(before.json());
        if (old.isEmpty() && event.getMetadata().isEmpty()) {
            return changed;
        }
        JsonObject metadata = metadata(old, before.json(), event, changed);
        return metadata.isEmpty() ? changed.remove(Places.METADATA) : changed.setValue(Places.METADATA, metadata);
    }

    /** The metadata that is there, without that of values which are gone, and with what the event changes of it. */
    private static JsonObject metadata(
            JsonObject old, JsonObject before, EventsourcedEvent<?> event, JsonObject after) {
        JsonPointer path = event.getResourcePath();
        JsonObject kept =
                verb(event) == Verb.DELETE ? JsonEdits.remove(old, path) : Mirror.without(old, before, after, path);
        return event.getMetadata()
                .map(patch -> MergePatch.apply(kept, JsonPointer.empty(), patch.toJson()))
                .orElse(kept);
    }

    private static JsonObject policy(State before, EventsourcedEvent<?> event) {
        if (event instanceof SubjectsModifiedPartially some) {
            return PolicyValues.withSubjects(before.json(), some.getModifiedSubjects());
        }
        if (event instanceof SubjectsDeletedPartially some) {
            return PolicyValues.withoutSubjects(before.json(), some.getDeletedSubjectIds());
        }
        PolicyPath path = PolicyPath.of(event);
        return path.part() == PolicyPath.Part.POLICY
                ? PolicyValues.body(entity(event).asObject())
                : edit(before.json(), path.pointer(), event);
    }

    private static JsonObject edit(JsonObject json, JsonPointer path, EventsourcedEvent<?> event) {
        return switch (verb(event)) {
            case SET -> JsonEdits.set(json, path, entity(event));
            case MERGE -> MergePatch.apply(json, path, entity(event));
            case DELETE -> JsonEdits.remove(json, path);
        };
    }

    private static String policyIdAfter(State before, JsonPointer path, JsonObject json) {
        boolean elsewhere = path.getRoot()
                .filter(root -> !root.toString().equals("policyId"))
                .isPresent();
        return elsewhere
                ? before.policyId()
                : json.getValue(Places.POLICY_ID).map(JsonValue::asString).orElse("");
    }

    private static boolean isWhole(Entity.Kind kind, EventsourcedEvent<?> event, JsonPointer path) {
        return kind == Entity.Kind.THING ? path.isEmpty() : PolicyPath.of(event).part() == PolicyPath.Part.POLICY;
    }

    private static JsonValue entity(EventsourcedEvent<?> event) {
        return event.getEntity().orElseThrow(() -> new IllegalStateException(event.getType() + " has no value"));
    }

    private static Verb verb(EventsourcedEvent<?> event) {
        if (event instanceof ThingMerged || event instanceof ThingDefinitionMigrated) {
            return Verb.MERGE;
        }
        return event.getType().endsWith("Deleted") ? Verb.DELETE : Verb.SET;
    }

    private enum Verb {
        SET,
        MERGE,
        DELETE
    }
}
