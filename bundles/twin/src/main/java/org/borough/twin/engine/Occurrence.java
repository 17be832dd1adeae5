// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.List;
import java.util.Optional;
import org.borough.twin.Change;
import org.borough.twin.view.Changes;
import org.borough.twin.view.LiveTwin;
import org.borough.twin.view.TwinEvent;

/** Something durable that happened to an entity. Its changes are worked out once, when the first listener wants them. */
final class Occurrence implements TwinEvent {

    private final Entity entity;
    private final Happened happened;
    private List<Change> changes;

    Occurrence(Entity entity, Happened happened) {
        this.entity = entity;
        this.happened = happened;
    }

    Entity entity() {
        return entity;
    }

    @Override
    public LiveTwin twin() {
        return entity;
    }

    @Override
    public State before() {
        return happened.before();
    }

    @Override
    public State after() {
        return happened.after();
    }

    Happened happened() {
        return happened;
    }

    @Override
    public synchronized List<Change> changes() {
        if (changes == null) {
            changes = List.copyOf(Changes.of(entity.thingId(), happened.step()));
        }
        return changes;
    }

    /** What the entity's policy allows now. */
    Optional<Grants> grants(Access access) {
        State relevant = happened.after().alive() ? happened.after() : happened.before();
        return entity.kind == Entity.Kind.THING
                ? access.of(relevant.policyId(), entity.id)
                : Optional.of(access.of(entity.id.toString(), relevant));
    }
}
