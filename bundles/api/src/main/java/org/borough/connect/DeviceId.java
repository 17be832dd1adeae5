// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.Objects;
import org.borough.thing.ThingId;

/**
 * Names one device of one tenant.
 *
 * @param tenant the tenant's id
 * @param id the device's id, unique in its tenant
 */
public record DeviceId(String tenant, String id) {

    /** Checks that no part is missing. */
    public DeviceId {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(id, "id");
    }

    /** The device's thing. */
    public ThingId thing() {
        return ThingId.ofDevice(tenant, id);
    }

    /** The form {@code tenant/id}. */
    @Override
    public String toString() {
        return tenant + '/' + id;
    }
}
