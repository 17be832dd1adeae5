// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import java.time.Clock;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.connect.Downlinks;
import org.borough.connect.Registrations;
import org.borough.connect.Uplinks;

/** What connections need of the rest of the platform. */
record Platform(Uplinks uplinks, Downlinks downlinks, Registrations registrations, Clock clock) {

    /** Checks a device anew, as itself or behind the one that is connected. */
    Admission admit(DeviceId connected, DeviceId device) {
        return registrations.admit(device, gateway(connected, device), MessageProperties.PROTOCOL);
    }

    static String gateway(DeviceId connected, DeviceId device) {
        return connected.equals(device) ? "" : connected.id();
    }
}
