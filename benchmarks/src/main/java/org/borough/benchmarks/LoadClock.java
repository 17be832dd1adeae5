// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells connecting from warm-up from measurement. */
final class LoadClock {

    private static final long NEVER = Long.MIN_VALUE;

    private final int warmupSeconds;
    private final int seconds;
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile long measureFrom = NEVER;

    LoadClock(int warmupSeconds, int seconds) {
        this.warmupSeconds = warmupSeconds;
        this.seconds = seconds;
    }

    /** All are connected: the warm-up begins. */
    void start() {
        measureFrom = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmupSeconds);
    }

    boolean measures(long nanos) {
        long from = measureFrom;
        return from != NEVER && nanos - from >= 0 && nanos - end(from) < 0;
    }

    boolean over(long nanos) {
        long from = measureFrom;
        return from != NEVER && nanos - end(from) >= 0;
    }

    double seconds() {
        return seconds;
    }

    void awaitBegin() throws InterruptedException {
        never.await(measureFrom - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    void awaitEnd() throws InterruptedException {
        never.await(end(measureFrom) - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private long end(long from) {
        return from + TimeUnit.SECONDS.toNanos(seconds);
    }
}
