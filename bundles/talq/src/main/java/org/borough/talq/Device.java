// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;

/**
 * A device.
 *
 * @param address its address, a UUID
 * @param name its name
 * @param deviceClass the name of its class
 * @param functions what it can do, with values
 */
public record Device(String address, String name, @JsonProperty("class") String deviceClass, List<Function> functions) {

    /** Checks that address, name and class are there. */
    public Device {
        Required.there(address, "address");
        Required.there(name, "name");
        Required.there(deviceClass, "class");
        functions = Required.list(functions);
        Addresses.check(address);
    }

    /** Addresses are UUIDs, written in any case. */
    static final class Addresses {

        private static final String FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

        private Addresses() {}

        static void check(String address) {
            if (!address.matches(FORM)) {
                throw new IllegalArgumentException("'address' is '" + address + "'; it must be a UUID such as "
                        + new UUID(0x4EB333B953C74CDCL, 0xBF9A36FA7C6D53E6L));
            }
        }
    }
}
