// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How often a device speaks, from its own latest messages, and so after what silence it is missed. For one thread.
 */
public final class Rhythm {

    private static final int KEPT = 12;
    private static final int NEEDED = 4;
    private static final long SAME_MESSAGE_SECONDS = 5;

    private final int[] gaps = new int[KEPT];
    private int count;
    private long last = Long.MIN_VALUE;

    /** Hears that a message came. What comes within 5 seconds of another is of the same message. */
    public void heard(Instant arrived) {
        long now = arrived.getEpochSecond();
        if (last == Long.MIN_VALUE) {
            last = now;
        } else if (now - last > SAME_MESSAGE_SECONDS) {
            gaps[count % KEPT] = (int) Math.min(Integer.MAX_VALUE, now - last);
            count = count == Integer.MAX_VALUE ? KEPT : count + 1;
            last = now;
        }
    }

    /** Starts from when it was heard last, before anybody listened here. */
    public void begin(Instant heard) {
        if (last == Long.MIN_VALUE) {
            last = heard.getEpochSecond();
        }
    }

    /** When it was heard last; {@link Instant#MIN} when never. */
    public Instant last() {
        return last == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochSecond(last);
    }

    /** Whether enough was heard to tell its rhythm. */
    public boolean isKnown() {
        return count >= NEEDED;
    }

    /**
     * The longest pause that is usual: of its latest pauses the second longest, so that one that was missed does not make
     * it a slow device. Zero when it is not known.
     */
    public Duration usual() {
        if (!isKnown()) {
            return Duration.ZERO;
        }
        int[] sorted = Arrays.copyOf(gaps, Math.min(count, KEPT));
        Arrays.sort(sorted);
        return Duration.ofSeconds(sorted[sorted.length - 2]);
    }

    /**
     * The silence after which it is missed: so many times its usual pause, within bounds; the upper bound while its
     * rhythm is not known.
     */
    public Duration limit(double pauses, Duration least, Duration most) {
        Duration own = isKnown() ? Duration.ofSeconds(Math.round(pauses * usual().toSeconds())) : most;
        if (own.compareTo(least) < 0) {
            return least;
        }
        return own.compareTo(most) > 0 ? most : own;
    }
}
