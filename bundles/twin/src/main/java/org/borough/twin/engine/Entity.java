// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.borough.thing.ThingId;
import org.borough.twin.engine.search.Facts;
import org.borough.twin.engine.search.Indexed;
import org.borough.twin.view.LiveTwin;
import org.eclipse.ditto.base.model.entity.id.NamespacedEntityId;

/** A thing or a policy, and the lane of what is to be done with it. */
final class Entity implements LiveTwin, Indexed {

    /** The two kinds, each with its letter in the keys of the store. */
    enum Kind {
        THING('t'),
        POLICY('p');

        final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    private static final int MAX_BATCH = 256;

    final Kind kind;
    final NamespacedEntityId id;

    /** The last durable one. */
    private volatile State state = State.NONE;

    /** These three belong to whoever has the lane. */
    long firstKept = 1;

    long snapshotRevision;
    boolean marked;

    /** The revisions of older states on disk; null until somebody has looked. */
    List<Long> bases;

    private int slot = -1;
    private ThingId thingId;
    private Deque<Work> waiting;
    private boolean busy;

    Entity(Kind kind, NamespacedEntityId id) {
        this.kind = kind;
        this.id = id;
    }

    @Override
    public State state() {
        return state;
    }

    /** The id in the SDK's words. */
    @Override
    public ThingId thingId() {
        ThingId known = thingId;
        if (known == null) {
            known = ThingId.parse(id.toString());
            thingId = known;
        }
        return known;
    }

    @Override
    public int slot() {
        return slot;
    }

    @Override
    public void slot(int place) {
        slot = place;
    }

    @Override
    public Facts facts() {
        return new ThingFacts(this, state);
    }

    void become(State next) {
        if (state.document() instanceof TwinDocument old && old != next.document()) {
            old.replaced();
        }
        state = next;
    }

    /** Whether nothing is under way, so that the durable state is the latest. */
    synchronized boolean idle() {
        return !busy;
    }

    /** Queues work; true when the caller has to run the lane now. */
    synchronized boolean enter(Work work) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(2);
        }
        waiting.add(work);
        boolean free = !busy;
        busy = true;
        return free;
    }

    /** The next batch: some computations, or one hold. Empty: nothing waits, the lane is free again. */
    synchronized List<Work> take() {
        List<Work> batch = new ArrayList<>();
        while (waiting != null && !waiting.isEmpty() && fits(batch, waiting.peek())) {
            batch.add(waiting.poll());
        }
        if (batch.isEmpty()) {
            busy = false;
            waiting = null;
        }
        return batch;
    }

    private static boolean fits(List<Work> batch, Work next) {
        if (batch.isEmpty()) {
            return true;
        }
        return batch.size() < MAX_BATCH && next instanceof Work.Compute<?> && batch.get(0) instanceof Work.Compute<?>;
    }
}
