// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.borough.connections.transport.Incoming.Fate;
import org.borough.connections.transport.Incoming.Settlement;

/**
 * How far the records of one partition are done with. What may be committed ends before the first record that is not.
 * Belongs to the thread that polls; only the fates of records come from elsewhere.
 */
final class PartitionProgress {

    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(60);

    private final Deque<Taken> underWay = new ArrayDeque<>();
    private long next = -1;
    private long committed = -1;
    private long pause = FIRST_PAUSE;
    private long repeatAt = -1;
    private volatile boolean refused;

    /** A record that is under way. */
    private static final class Taken {

        private final long offset;
        private volatile Fate fate;

        Taken(long offset) {
            this.offset = offset;
        }

        boolean isRefused() {
            return fate != null && fate != Fate.DONE;
        }
    }

    /** Takes a record; the settlement tells what becomes of it. */
    Settlement take(long offset) {
        Taken taken = new Taken(offset);
        underWay.add(taken);
        return fate -> {
            taken.fate = fate;
            if (fate != Fate.DONE) {
                refused = true;
            }
        };
    }

    /** Whether a record must come again, so that none shall follow now. */
    boolean isRefused() {
        return refused;
    }

    boolean isSettled() {
        return underWay.stream().allMatch(taken -> taken.fate != null);
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    /** Where to read again, once all that is under way is settled and a pause is over. */
    OptionalLong rewind(long nowNanos) {
        forward();
        if (!refused || !isSettled()) {
            return OptionalLong.empty();
        }
        if (repeatAt < 0) {
            repeatAt = nowNanos + pause;
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
        if (nowNanos < repeatAt) {
            return OptionalLong.empty();
        }
        long offset = underWay.element().offset;
        underWay.clear();
        refused = false;
        repeatAt = -1;
        return OptionalLong.of(offset);
    }

    private void forward() {
        while (!underWay.isEmpty()
                && underWay.element().fate != null
                && !underWay.element().isRefused()) {
            next = underWay.remove().offset + 1;
            pause = FIRST_PAUSE;
        }
    }

    /** What is to be committed, when it is more than what is. */
    OptionalLong commit() {
        forward();
        if (next <= committed) {
            return OptionalLong.empty();
        }
        committed = next;
        return OptionalLong.of(next);
    }
}
