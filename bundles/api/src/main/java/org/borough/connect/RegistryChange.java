// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.time.Instant;

/**
 * One change of the registry, after it is on disk.
 *
 * @param kind what was changed
 * @param act how
 * @param device the device; with an empty id when the tenant is meant
 * @param enabled whether the tenant or the device is enabled now; {@code false} after a deletion
 * @param at when
 */
public record RegistryChange(Kind kind, Act act, DeviceId device, boolean enabled, Instant at) {

    /** What was changed. */
    public enum Kind {
        TENANT,
        DEVICE,
        CREDENTIALS,
        /** All devices of a tenant were deleted at once. */
        ALL_DEVICES
    }

    /** How it was changed. */
    public enum Act {
        CREATE,
        UPDATE,
        DELETE
    }
}
