// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

import java.time.Duration;

/** How long a search may go on. */
@FunctionalInterface
public interface Budget {

    /** Which share is used up after so many rounds, 0 to 1; at 1 the search ends. */
    double spent(long rounds);

    /** So long from now. */
    static Budget time(Duration most) {
        long start = System.nanoTime();
        double nanos = Math.max(1, most.toNanos());
        return rounds -> (System.nanoTime() - start) / nanos;
    }

    /** So many rounds: with the same seed always the same plan. */
    static Budget rounds(long most) {
        return rounds -> (double) rounds / most;
    }

    /** Whichever ends first. */
    default Budget or(Budget other) {
        return rounds -> Math.max(spent(rounds), other.spent(rounds));
    }
}
