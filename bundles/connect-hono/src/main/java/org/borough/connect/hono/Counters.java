// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.util.concurrent.atomic.LongAdder;

/** How many records ended how, since the start. */
final class Counters {

    final LongAdder stored = new LongAdder();
    final LongAdder quarantined = new LongAdder();
    final LongAdder expired = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    final LongAdder repeated = new LongAdder();
    final LongAdder commands = new LongAdder();
    final LongAdder commandsFailed = new LongAdder();
    final LongAdder answers = new LongAdder();

    @Override
    public String toString() {
        return stored + " stored, " + quarantined + " quarantined, " + expired + " expired, " + refused + " refused, "
                + unreadable + " unreadable, " + repeated + " tried again; " + commands + " commands sent, "
                + commandsFailed + " not delivered, " + answers + " answered";
    }
}
