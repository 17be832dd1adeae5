// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.base.model.entity.id.NamespacedEntityId;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.ThingId;

/** All things and policies, also the deleted ones. */
final class Entities {

    private final Map<String, Entity> things = new ConcurrentHashMap<>();
    private final Map<String, Entity> policies = new ConcurrentHashMap<>();

    /** Reads everything from the disk. */
    static Entities load(Journal journal, Revisions revisions) {
        Entities entities = new Entities();
        for (Entity.Kind kind : Entity.Kind.values()) {
            journal.snapshots(kind, (id, snapshot) -> entities.restore(kind, id, snapshot, revisions));
            journal.unsettled(kind).forEach(id -> entities.replay(journal, kind, id, revisions));
        }
        return entities;
    }

    /** What there is, or was. */
    Optional<Entity> thing(String id) {
        return Optional.ofNullable(things.get(id));
    }

    /** What there is, or was. */
    Optional<Entity> policy(String id) {
        return Optional.ofNullable(policies.get(id));
    }

    /** The state of a policy that exists. */
    Optional<State> livePolicy(String id) {
        return policy(id).map(Entity::state).filter(State::alive);
    }

    /** The place of a thing that is there or shall be made. */
    Entity placeOf(ThingId id) {
        return things.computeIfAbsent(id.toString(), key -> new Entity(Entity.Kind.THING, id));
    }

    /** The place of a policy that is there or shall be made. */
    Entity placeOf(PolicyId id) {
        return policies.computeIfAbsent(id.toString(), key -> new Entity(Entity.Kind.POLICY, id));
    }

    Collection<Entity> things() {
        return Collections.unmodifiableCollection(things.values());
    }

    Collection<Entity> policies() {
        return Collections.unmodifiableCollection(policies.values());
    }

    private void restore(Entity.Kind kind, String id, Snapshot snapshot, Revisions revisions) {
        Entity entity = new Entity(kind, idOf(kind, id));
        entity.become(revisions.restored(kind, snapshot.state()));
        entity.firstKept = snapshot.firstKept();
        entity.snapshotRevision = snapshot.state().revision();
        (kind == Entity.Kind.THING ? things : policies).put(id, entity);
    }

    private void replay(Journal journal, Entity.Kind kind, String id, Revisions revisions) {
        Entity entity = (kind == Entity.Kind.THING ? things : policies).get(id);
        entity.marked = true;
        journal.events(kind, id, entity.state().revision() + 1, (revision, json) -> {
            EventsourcedEvent<?> event = Journaled.event(json, DittoHeaders.empty());
            entity.become(revisions.after(kind, entity.state(), event));
        });
    }

    private static NamespacedEntityId idOf(Entity.Kind kind, String id) {
        return kind == Entity.Kind.THING ? ThingId.of(id) : PolicyId.of(id);
    }
}
