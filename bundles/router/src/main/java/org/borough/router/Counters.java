// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.concurrent.atomic.LongAdder;

/** What the router did not pass on. */
final class Counters {

    private final LongAdder expired = new LongAdder();
    private final LongAdder shed = new LongAdder();
    private final LongAdder repeated = new LongAdder();

    void expired() {
        expired.increment();
    }

    void repeated() {
        repeated.increment();
    }

    void shed() {
        shed.increment();
    }

    /** Messages whose time to live was over. */
    long expiredSum() {
        return expired.sum();
    }

    /** Messages that a log gave once more. */
    long repeatedSum() {
        return repeated.sum();
    }

    /** Telemetry of QoS 0 for which a lane had no room. */
    long shedSum() {
        return shed.sum();
    }
}
