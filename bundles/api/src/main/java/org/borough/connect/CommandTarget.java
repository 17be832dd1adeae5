// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

/**
 * For whom a connection can deliver commands.
 *
 * @param subscriber the device or gateway at the other end of the connection
 * @param device the subscriber's own id, the id of one device behind it, or {@link #ALL} for every device behind it
 *     and itself
 */
public record CommandTarget(DeviceId subscriber, String device) {

    /** Stands for every device for which a gateway may speak. */
    public static final String ALL = "+";

    /** The device's own commands. */
    public static CommandTarget own(DeviceId device) {
        return new CommandTarget(device, device.id());
    }

    /** All devices of a tenant: for a connection behind which a whole Hono stands. Every other way is tried first. */
    public static CommandTarget ofTenant(String tenant) {
        return new CommandTarget(new DeviceId(tenant, ALL), ALL);
    }

    /** Whether it stands for all devices of a tenant. */
    public boolean isOfTenant() {
        return subscriber.id().equals(ALL);
    }

    /** Whether the subscriber asked for its own commands only. */
    public boolean isOwn() {
        return subscriber.id().equals(device);
    }
}
