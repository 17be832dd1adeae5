// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells warm-up from measurement. */
final class LoadClock {

    private final long measureFrom;
    private final long end;
    private final int seconds;
    private final CountDownLatch never = new CountDownLatch(1);

    LoadClock(int warmupSeconds, int seconds) {
        this.measureFrom = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmupSeconds);
        this.end = measureFrom + TimeUnit.SECONDS.toNanos(seconds);
        this.seconds = seconds;
    }

    boolean measures(long nanos) {
        return nanos - measureFrom >= 0 && nanos - end < 0;
    }

    boolean over(long nanos) {
        return nanos - end >= 0;
    }

    double seconds() {
        return seconds;
    }

    void awaitBegin() throws InterruptedException {
        never.await(measureFrom - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    void awaitEnd() throws InterruptedException {
        never.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
}
