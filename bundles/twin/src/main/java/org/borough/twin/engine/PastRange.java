// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Instant;
import org.eclipse.ditto.base.model.signals.commands.streaming.SubscribeForPersistedEvents;

/**
 * Which of an entity's events somebody wants.
 *
 * @param first the first revision
 * @param last the last revision, at most the one that was the latest when it was asked for
 * @param after only later events; the beginning of time for all
 * @param before only earlier events
 * @param born when the entity was made; what an earlier one of the same name went through is not its history
 */
record PastRange(long first, long last, Instant after, Instant before, Instant born) {

    static PastRange of(SubscribeForPersistedEvents wanted, State now) {
        long latest = now.revision();
        long last = wanted.getToHistoricalRevision();
        return new PastRange(
                Math.max(1, absolute(wanted.getFromHistoricalRevision(), latest)),
                last == 0 ? latest : Math.min(latest, absolute(last, latest)),
                wanted.getFromHistoricalTimestamp().orElse(Instant.MIN),
                wanted.getToHistoricalTimestamp().orElse(Instant.MAX),
                now.created());
    }

    private static long absolute(long revision, long latest) {
        return revision < 0 ? latest + revision : revision;
    }

    boolean begins(Instant at) {
        return at.isAfter(after) && !at.isBefore(born);
    }
}
