// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.street;

import java.util.Arrays;
import org.borough.lighting.rehearsal.Tape;
import org.borough.lighting.rules.Decision;

/** When a lamp was at full level. */
final class FullTimes implements Tape {

    private final Tape next;
    private final double full;
    private long[] from = new long[64];
    private long[] until = new long[64];
    private int size;

    /** Passes on what it takes down. */
    FullTimes(double full, Tape next) {
        this.full = full;
        this.next = next;
    }

    @Override
    public void span(long begin, long end, Decision decision) {
        next.span(begin, end, decision);
        if (decision.level() < full) {
            return;
        }
        if (size > 0 && until[size - 1] == begin) {
            until[size - 1] = end;
            return;
        }
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            until = Arrays.copyOf(until, 2 * size);
        }
        from[size] = begin;
        until[size++] = end;
    }

    /** Whether the lamp was at full level all the time. */
    boolean cover(long begin, long end) {
        int at = Arrays.binarySearch(from, 0, size, begin);
        int span = at >= 0 ? at : -at - 2;
        return span >= 0 && until[span] >= end;
    }
}
