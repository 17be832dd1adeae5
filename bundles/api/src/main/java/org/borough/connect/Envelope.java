// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads and writes what a network server wraps around the messages of the devices behind it. Chosen by the property
 * {@code envelope} of the network server's registration. Called from several threads.
 */
@ConsumerType
public interface Envelope {

    /**
     * Takes out the messages of the devices behind a network server. Whether the server may speak for them is checked
     * afterwards.
     *
     * @return none for messages that carry no uplink, such as joins
     * @throws org.borough.thing.BoroughException when it is no such envelope; the message names what is missing
     */
    List<Message> open(Message message);

    /** Puts a message for a device into the form in which the network server takes it. */
    DownlinkMessage wrap(DownlinkMessage message);
}
