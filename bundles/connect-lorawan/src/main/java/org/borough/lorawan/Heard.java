// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import java.util.Optional;

/**
 * One message of a network server, understood.
 *
 * @param device whom it is about
 * @param frame what the device sent; nothing for joins, acknowledgements and the like
 * @param trouble what went wrong with a downlink, in words; empty when nothing did
 */
record Heard(Identity device, Optional<Frame> frame, String trouble) {

    static Heard uplink(Identity device, Frame frame) {
        return new Heard(device, Optional.of(frame), "");
    }

    static Heard event(Identity device) {
        return new Heard(device, Optional.empty(), "");
    }

    static Heard trouble(Identity device, String what) {
        return new Heard(device, Optional.empty(), what);
    }
}
