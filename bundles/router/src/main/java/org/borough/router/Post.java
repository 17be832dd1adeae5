// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.util.Optional;
import org.borough.thing.ThingId;

/** What mailboxes share. */
record Post(
        Clock clock,
        Alarms alarms,
        Limits.Delivery limits,
        Outbox outbox,
        Board board,
        StateReports states,
        Devices devices,
        Targets targets,
        Courier courier,
        Mailboxes boxes) {

    /** The way to a thing's device that is open now. */
    Optional<Targets.Open> way(ThingId thing) {
        return devices.of(thing).flatMap(targets::find);
    }
}
