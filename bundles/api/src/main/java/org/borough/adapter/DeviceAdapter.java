// SPDX-License-Identifier: EPL-2.0
package org.borough.adapter;

import java.util.List;
import org.borough.thing.Command;
import org.borough.thing.Reading;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Translates between the bytes of one vendor's devices and readings and commands.
 *
 * <p>Both methods are pure: no I/O, no threads, no state, no clock. They are called from several threads at once, for
 * different devices. The platform owns sockets, retries, identity, time and limits: whatever a method throws, or a
 * method that does not return within its budget, costs that one message, which is quarantined whole.
 */
@ConsumerType
public interface DeviceAdapter {

    /**
     * Turns one message of a device into readings, in the order in which they happened.
     *
     * @return the readings; an empty list for a message without any, such as a keep-alive
     * @throws UndecodableUplinkException when the bytes are not what the device should send
     */
    List<Reading<?>> decode(Uplink uplink);

    /**
     * Turns one command into the message that the device understands. Devices that only report leave this alone.
     *
     * @throws UnsupportedCommandException when the device cannot do it; the command is then rejected with the message
     */
    default Downlink encode(Command command) {
        throw new UnsupportedCommandException(command);
    }
}
