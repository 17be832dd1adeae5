// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.Map;

/**
 * One message to a device.
 *
 * @param device for whom it is
 * @param gateway the gateway through which it goes, empty when the device is reached itself
 * @param requestId what the device must give back with its answer; empty when no answer is expected. Opaque, without
 *     {@code /}, {@code +} and {@code #}
 * @param subject what is asked
 * @param contentType the media type of the payload, empty without one
 * @param properties further properties, names in lower case: {@code fport}, {@code confirmed} …
 * @param payload the bytes; they must not be changed any more
 */
public record DownlinkMessage(
        DeviceId device,
        String gateway,
        String requestId,
        String subject,
        String contentType,
        Map<String, String> properties,
        byte[] payload) {

    /** Keeps its own copy of the properties. */
    public DownlinkMessage {
        properties = Map.copyOf(properties);
    }

    /** Whether the device is not expected to answer. */
    public boolean oneWay() {
        return requestId.isEmpty();
    }
}
