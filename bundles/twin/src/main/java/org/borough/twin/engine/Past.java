// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/**
 * An entity as it was.
 *
 * @param by who made it so; empty when nobody said
 */
record Past(State state, String by) {

    /** Reads an entity at a moment; nothing when the disk no longer has it, or it was not there. Waits for the disk. */
    static Optional<Past> read(Journal journal, Revisions revisions, Entity entity, Moment moment) {
        State base = journal.base(entity, moment::reaches)
                .map(state -> revisions.restored(entity.kind, state))
                .orElse(State.NONE);
        Walk walk = new Walk(revisions, entity.kind, moment, new Past(base, ""));
        journal.read(
                entity.kind,
                entity.id.toString(),
                base.revision(),
                (revision, millis, event) -> walk.step(revision, event.get()));
        return Optional.of(walk.here).filter(past -> past.state.alive() && moment.isAt(past.state));
    }

    /**
     * A moment in the life of an entity.
     *
     * @param revision the revision, or {@link Long#MAX_VALUE} for any
     * @param at the time, or {@link Instant#MAX} for any
     */
    record Moment(long revision, Instant at) {

        static Moment of(long revision) {
            return new Moment(revision, Instant.MAX);
        }

        static Moment of(Instant at) {
            return new Moment(Long.MAX_VALUE, at);
        }

        /** Whether a state with such a revision and time is not later. */
        boolean reaches(long revision, Instant modified) {
            return revision <= this.revision && !modified.isAfter(at);
        }

        private boolean isAt(State state) {
            return revision == Long.MAX_VALUE || state.revision() == revision;
        }
    }

    /** Goes from state to state by what the journal says. */
    private static final class Walk {

        private final Revisions revisions;
        private final Entity.Kind kind;
        private final Moment moment;
        private Past here;

        Walk(Revisions revisions, Entity.Kind kind, Moment moment, Past base) {
            this.revisions = revisions;
            this.kind = kind;
            this.moment = moment;
            this.here = base;
        }

        /** False when there is no further to go. */
        boolean step(long revision, JsonObject json) {
            String by = json.getValue("by").map(JsonValue::asString).orElse("");
            if (revision == here.state.revision()) {
                here = new Past(here.state, by);
                return true;
            }
            EventsourcedEvent<?> event = Journaled.event(json, DittoHeaders.empty());
            Instant at = event.getTimestamp().orElse(Instant.MIN);
            if (revision != here.state.revision() + 1 || !moment.reaches(revision, at)) {
                return false;
            }
            here = new Past(revisions.after(kind, here.state, event), by);
            return true;
        }
    }
}
