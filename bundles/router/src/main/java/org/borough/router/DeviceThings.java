// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.Optional;
import java.util.regex.Pattern;
import org.borough.connect.DeviceId;
import org.borough.thing.InvalidThingIdException;
import org.borough.thing.ThingId;

/**
 * The thing of each device. Hono allows ids from which no thing can be named, a UUID as a tenant for example. Such a
 * device gets a name that no twin bears, so that its messages and commands have a lane and an order all the same.
 */
final class DeviceThings {

    private static final String NONE = "no-thing:";
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[/\\x00-\\x1F\\x7F-\\xFF]");
    private static final int LONGEST = 240;

    private DeviceThings() {}

    static ThingId of(DeviceId device) {
        if (!mayNameAThing(device)) {
            return none(device);
        }
        try {
            return device.thing();
        } catch (InvalidThingIdException e) {
            return none(device);
        }
    }

    /** Tells most of them without the price of an exception for each message: a namespace is of words. */
    private static boolean mayNameAThing(DeviceId device) {
        int colon = device.id().indexOf(':');
        String namespace = colon < 0 ? device.tenant() : device.id();
        int end = colon < 0 ? namespace.length() : colon;
        boolean wordBegins = true;
        for (int i = 0; i < end; i++) {
            char c = namespace.charAt(i);
            if (wordBegins && c <= '9') {
                return false;
            }
            wordBegins = c == '.' || c == '-';
        }
        return true;
    }

    private static ThingId none(DeviceId device) {
        String name = NONE + device.tenant() + ':' + device.id();
        String cut = name.substring(0, Math.min(name.length(), LONGEST));
        return new ThingId("", NOT_IN_A_NAME.matcher(cut).replaceAll("_"));
    }

    /** Whether it only stands for a device that can have no thing. */
    static boolean isNone(ThingId thing) {
        return thing.namespace().isEmpty() && thing.name().startsWith(NONE);
    }

    /** Why a device can have no thing; empty when it can. */
    static Optional<String> objection(DeviceId device) {
        try {
            device.thing();
            return Optional.empty();
        } catch (InvalidThingIdException e) {
            return Optional.of("the device " + device + " can have no thing: " + e.getMessage()
                    + " Register it with an id of the form namespace:name.");
        }
    }
}
