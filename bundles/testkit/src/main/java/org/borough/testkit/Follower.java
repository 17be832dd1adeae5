// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.borough.thing.ThingId;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.TwinListener;

/** One listener of {@link MemoryTwins}, and the things it knows. */
final class Follower {

    private final Interest interest;
    private final TwinListener listener;
    private final Set<ThingId> known = new HashSet<>();
    private boolean closed;

    Follower(Interest interest, TwinListener listener) {
        this.interest = interest;
        this.listener = listener;
    }

    static boolean wants(Interest interest, MemoryTwin twin) {
        return interest.capabilities().isEmpty()
                || interest.capabilities().stream()
                        .anyMatch(capability -> !twin.providing(capability).isEmpty());
    }

    void began(MemoryTwin twin) {
        if (!closed && wants(interest, twin) && known.add(twin.id())) {
            listener.present(twin);
        }
    }

    void heard(MemoryTwin twin, List<Change> changes) {
        if (closed) {
            return;
        }
        if (!known.contains(twin.id())) {
            began(twin);
        } else if (!wants(interest, twin)) {
            lost(twin.id());
        } else {
            changes.stream().filter(change -> wants(twin, change)).forEach(change -> listener.changed(twin, change));
        }
    }

    void lost(ThingId thing) {
        if (!closed && known.remove(thing)) {
            listener.gone(thing);
        }
    }

    void close() {
        closed = true;
    }

    private boolean wants(MemoryTwin twin, Change change) {
        return change.part() == Change.Part.ATTRIBUTE
                || interest.capabilities().isEmpty()
                || interest.capabilities().stream().anyMatch(capability -> twin.provides(change.feature(), capability));
    }
}
