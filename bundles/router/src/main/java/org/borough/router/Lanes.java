// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.borough.thing.ThingId;

/** All lanes. A thing's lane is always the same one. */
final class Lanes {

    /** Ticks that a call may last; the watchdog ticks this often within the budget. */
    static final int BUDGET_TICKS = 10;

    private final List<Lane> lanes;
    private final LongAdder hangs = new LongAdder();

    Lanes(int count, int capacity) {
        this.lanes = IntStream.range(0, count)
                .mapToObj(number -> new Lane(number, capacity))
                .toList();
    }

    Lane of(ThingId thing) {
        int hash = thing.hashCode();
        return lanes.get(Math.floorMod(hash ^ hash >>> 16, lanes.size()));
    }

    /** Looks for calls that do not return. */
    void tick() {
        for (Lane lane : lanes) {
            if (lane.tick(BUDGET_TICKS)) {
                hangs.increment();
            }
        }
    }

    /** How many calls did not return in time. */
    long hangs() {
        return hangs.sum();
    }

    /** How many messages are on the lanes, or wait for the disk. */
    int depth() {
        return lanes.stream().mapToInt(Lane::depth).sum();
    }

    /** Waits until all that is on the lanes now is done. */
    void settle() {
        List<CompletableFuture<Void>> marks = lanes.stream().map(Lane::mark).toList();
        CompletableFuture.allOf(marks.toArray(CompletableFuture<?>[]::new)).join();
    }

    /** Waits until what the lanes handed on is durable, for at most so long. */
    void awaitEmpty(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        for (Lane lane : lanes) {
            lane.awaitEmpty(end - System.nanoTime());
        }
    }

    /** Lets the lanes finish, for at most so long altogether. */
    void close(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        lanes.forEach(lane -> lane.close(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
}
