// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.transport;

import java.util.Map;
import java.util.Optional;

/**
 * How a message arrived.
 *
 * @param status as an HTTP status
 * @param answer what its receiver answered, where the protocol has answers
 */
public record Receipt(int status, Optional<External> answer) {

    /** Arrived; nothing more is known. */
    public static final Receipt OK = new Receipt(200, Optional.empty());

    /** Arrived, and something is to be told about it. */
    public static Receipt of(int status, Map<String, String> headers, byte[] payload) {
        return new Receipt(status, Optional.of(new External(headers, payload)));
    }
}
