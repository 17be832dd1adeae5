// SPDX-License-Identifier: EPL-2.0
package org.borough.adapter;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.borough.thing.Endpoint;
import org.borough.thing.JsonText;
import org.borough.thing.ThingId;
import org.osgi.annotation.versioning.ProviderType;

/** One message from a device, as an adapter sees it. Immutable. */
@ProviderType
public interface Uplink {

    /** The device's thing. */
    ThingId thing();

    /** The model by which this adapter was chosen, {@code namespace:name:version}, as the adapter declared it. */
    String model();

    /** The endpoint at which it arrived. */
    Endpoint endpoint();

    /** The media type, {@code application/octet-stream} when the device named none. */
    String contentType();

    /** Further properties in lower case, for example {@code fport} of a LoRaWAN message. */
    Map<String, String> properties();

    /** When the platform received the message. */
    Instant receivedAt();

    /** The bytes, from the first one; every call gives a new reader. */
    ByteReader bytes();

    /** The bytes as JSON in UTF-8; read errors become an {@link UndecodableUplinkException}. */
    JsonText json();

    /** A property by its name in lower case. */
    default Optional<String> property(String name) {
        return Optional.ofNullable(properties().get(name));
    }

    /** The LoRaWAN port, 1 to 223, when the message came over LoRaWAN or its sender gave the property {@code fport}. */
    default OptionalInt fPort() {
        try {
            return property("fport").map(Integer::parseInt).map(OptionalInt::of).orElseGet(OptionalInt::empty);
        } catch (NumberFormatException e) {
            throw new UndecodableUplinkException("the property fport is '"
                    + properties().get("fport") + "'; it must be a whole number from 1 to 223.");
        }
    }
}
