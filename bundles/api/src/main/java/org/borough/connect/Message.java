// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.borough.thing.Endpoint;

/**
 * One message from a device, as a connection hands it to the router. The device's identity is proven.
 *
 * @param device whose message it is
 * @param gateway the id of the gateway that spoke for the device, empty when the device spoke itself
 * @param endpoint what kind of message it is
 * @param qos 0 or 1
 * @param contentType the media type, {@code application/octet-stream} when none was given
 * @param properties further properties, names in lower case. The registration's defaults are among them (a property of
 *     the message wins over the device's default, that over the tenant's): {@code adapter} names the model of the
 *     adapter, {@code envelope} the format of a network server. {@code orig_adapter} and {@code orig_address} say where
 *     the message came in, {@code ttl} (ms) how long it is of use
 * @param payload the bytes; they must not be changed any more
 * @param receivedAt when it arrived
 */
public record Message(
        DeviceId device,
        String gateway,
        Endpoint endpoint,
        int qos,
        String contentType,
        Map<String, String> properties,
        byte[] payload,
        Instant receivedAt) {

    /** The property under which a registration names the model of its device's adapter. */
    public static final String ADAPTER = "adapter";

    /** The property under which a registration names the envelope format of a network server. */
    public static final String ENVELOPE = "envelope";

    /** Keeps its own copy of the properties. */
    public Message {
        properties = Map.copyOf(properties);
    }

    /** A property by its name in lower case. */
    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    /** The same message with one more property. */
    public Message with(String name, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(name, value);
        return withProperties(more);
    }

    /** The same message with other properties. */
    public Message withProperties(Map<String, String> others) {
        return new Message(device, gateway, endpoint, qos, contentType, others, payload, receivedAt);
    }
}
