// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import java.time.Clock;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.connect.Downlinks;
import org.borough.connect.Registrations;
import org.borough.connect.Uplinks;

/** What requests need of the rest of the platform. */
record Platform(Uplinks uplinks, Downlinks downlinks, Registrations registrations, Clock clock) {

    static final String PROTOCOL = "hono-http";

    /** Checks a device anew, as itself or behind the one that sent the request. */
    Admission admit(DeviceId sender, DeviceId device) {
        return registrations.admit(device, gateway(sender, device), PROTOCOL);
    }

    static String gateway(DeviceId sender, DeviceId device) {
        return sender.equals(device) ? "" : sender.id();
    }
}
