// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import org.osgi.annotation.versioning.ConsumerType;

/** Registered as a service by whoever holds connections of devices and must close them. Must not block. */
@ConsumerType
public interface RegistrationListener {

    /**
     * A device was changed, disabled or deleted, or its credentials were.
     *
     * @param device which; with the id {@code +} when all devices of the tenant are meant
     * @param stillAdmitted whether it may still connect with what it proved before; a connection must be closed if not
     */
    void changed(DeviceId device, boolean stillAdmitted);
}
