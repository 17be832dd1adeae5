// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.List;
import java.util.Optional;
import org.borough.twin.Change;

/** Something durable that happened to an entity. Its changes are worked out once, when the first listener wants them. */
final class Occurrence {

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

    Happened happened() {
        return happened;
    }

    /** The changes of a thing, value by value. Listeners on several threads share them. */
    synchronized List<Change> changes() {
        if (changes == null) {
            changes = List.copyOf(Changes.of(entity.thingId(), happened));
        }
        return changes;
    }

    /** What the entity's policy allows now. */
    Optional<Grants> grants(Access access) {
        State relevant = happened.after().alive() ? happened.after() : happened.before();
        return entity.kind == Entity.Kind.THING
                ? access.of(relevant.policyId())
                : Optional.of(access.of(entity.id.toString(), relevant));
    }
}
