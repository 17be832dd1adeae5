// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

/** Counts over a sliding window of time, in slots. */
final class Ring {

    private final long slotMillis;
    private final long[] counts;
    private long newest;

    Ring(int slots, long slotMillis) {
        this.slotMillis = slotMillis;
        this.counts = new long[slots];
    }

    void add(long nowMillis) {
        moveTo(nowMillis);
        counts[index(newest)]++;
    }

    long sum(long nowMillis) {
        moveTo(nowMillis);
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    private void moveTo(long nowMillis) {
        long slot = nowMillis / slotMillis;
        long steps = Math.min(slot - newest, counts.length);
        for (long step = 0; step < steps; step++) {
            counts[index(slot - step)] = 0;
        }
        newest = Math.max(newest, slot);
    }

    private int index(long slot) {
        return (int) (slot % counts.length);
    }
}
