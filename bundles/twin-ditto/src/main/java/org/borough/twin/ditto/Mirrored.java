// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.borough.thing.ThingId;
import org.borough.twin.view.LiveTwin;

/** One thing in the mirror. Its state changes under the lock of the mirror's {@link Mirror#advance}. */
final class Mirrored implements LiveTwin {

    private final ThingId thing;
    private volatile MirrorState state = MirrorState.NONE;
    private final List<Waiting> waiting = new ArrayList<>(0);
    /** The revision that Ditto spoke of while the thing is being fetched; 0 when it is not. */
    private long wanted;

    Mirrored(ThingId thing) {
        this.thing = thing;
    }

    @Override
    public ThingId thingId() {
        return thing;
    }

    @Override
    public MirrorState state() {
        return state;
    }

    /** Takes the next state and lets go who waited for it. With this as lock. */
    void become(MirrorState next) {
        state = next;
        waiting.removeIf(one -> {
            boolean reached = one.revision <= next.revision();
            if (reached) {
                one.reached.complete(null);
            }
            return reached;
        });
    }

    /** Completes when a revision is there. With this as lock. */
    CompletableFuture<Void> reaching(long revision) {
        if (state.revision() >= revision) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> reached = new CompletableFuture<>();
        waiting.add(new Waiting(revision, reached));
        return reached;
    }

    /** Notes that a revision must be fetched; true when the caller has to do it. With this as lock. */
    boolean wants(long revision) {
        boolean first = wanted == 0;
        wanted = Math.max(Math.max(wanted, revision), 1);
        return first;
    }

    /** Ends a fetch; true when what came is too old, so that it must be repeated. With this as lock. */
    boolean fetched(long revision) {
        boolean old = revision < wanted;
        if (!old) {
            wanted = 0;
        }
        return old;
    }

    /** Whether a fetch is under way, so that single events need not be looked at. With this as lock. */
    boolean isBeingFetched() {
        return wanted > 0;
    }

    void fetchFailed() {
        wanted = 0;
    }

    private record Waiting(long revision, CompletableFuture<Void> reached) {}
}
