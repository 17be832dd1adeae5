// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Instant;
import org.borough.thing.Subscription;

/** Wakes somebody up. */
interface Alarms {

    /** Calls once at that time, or at once when it has passed; not any more after the subscription was closed. */
    Subscription at(Instant when, Runnable what);
}
