// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import java.time.Instant;

/** A fault that may be: raised by enough evidence in a row, ended by as much against it. For one thread. */
final class Suspicion {

    private Instant first = Instant.MIN;
    private Instant wellSince = Instant.MIN;
    private int odd;
    private int well;
    private boolean raised;
    private String evidence = "";

    /** Something speaks for it. */
    void odd(Instant at, String words, FaultRules.Evidence needed) {
        if (odd == 0) {
            first = at;
        }
        odd++;
        well = 0;
        evidence = words;
        raised |= odd >= needed.readings() && !at.isBefore(first.plus(needed.time()));
    }

    /** Something speaks against it. */
    void well(Instant at, FaultRules.Evidence needed) {
        if (odd == 0) {
            return;
        }
        if (well == 0) {
            wellSince = at;
        }
        well++;
        if (!raised || well >= needed.readings() && !at.isBefore(wellSince.plus(needed.time()))) {
            clear();
        }
    }

    /** It is known from before a restart, or needs no more evidence. */
    void raise(Instant since, String words) {
        first = odd == 0 ? since : first;
        odd = Math.max(1, odd);
        raised = true;
        evidence = words;
    }

    void clear() {
        odd = 0;
        well = 0;
        raised = false;
    }

    boolean isRaised() {
        return raised;
    }

    /** Whether anything speaks for it. */
    boolean isOpen() {
        return odd > 0;
    }

    /** Since when something speaks for it. */
    Instant since() {
        return first;
    }

    String evidence() {
        return evidence;
    }
}
