// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.util.Optional;
import org.borough.connect.Registration;

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
        Askers askers,
        Mailboxes boxes) {

    /** The device that a command is for. */
    Optional<Registration> registration(Pursuit pursuit) {
        return pursuit.direct().isPresent()
                ? devices.admitted(pursuit.direct().get().command().device(), "")
                : devices.of(pursuit.command().thing());
    }

    /** The way to its device that is open now. */
    Optional<Targets.Open> way(Pursuit pursuit) {
        return registration(pursuit).flatMap(targets::find);
    }
}
