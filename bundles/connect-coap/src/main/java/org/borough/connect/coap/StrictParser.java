// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.MessageFormatException;
import org.eclipse.californium.core.coap.option.OptionRegistry;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.elements.util.DatagramReader;

/**
 * Reads messages. A block that is longer than it says is as malformed as any other message, and is answered so;
 * Californium's own parser takes it for a fault of the program.
 */
final class StrictParser extends UdpDataParser {

    StrictParser(OptionRegistry options) {
        super(true, options);
    }

    @Override
    public void parseOptionsAndPayload(DatagramReader reader, Message message) {
        try {
            super.parseOptionsAndPayload(reader, message);
        } catch (IllegalStateException e) {
            throw new MessageFormatException(e.getMessage());
        }
    }
}
