// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import com.fasterxml.jackson.databind.JsonNode;

/** How one make of network server words its messages. No state, no I/O. */
interface Format {

    /** The format's name, for messages to people. */
    String name();

    /** Understands a message; {@link org.borough.thing.BoroughException} names the member that is missing or wrong. */
    Heard read(Node message);

    /** Words a message to a device. */
    JsonNode write(Order order);

    /**
     * A message for a device.
     *
     * @param device whom it is for
     * @param requestId what the platform knows it by, may be empty
     * @param fPort the LoRaWAN port
     * @param confirmed whether the device must acknowledge it
     * @param payload the bytes
     */
    record Order(Identity device, String requestId, int fPort, boolean confirmed, byte[] payload) {}
}
