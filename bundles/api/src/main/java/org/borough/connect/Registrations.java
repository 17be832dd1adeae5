// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Who may connect. Offered by the registry; answers from memory. Callable from any thread. */
@ProviderType
public interface Registrations {

    /**
     * Checks credentials, tenant and device. Does not block: passwords are checked elsewhere.
     *
     * @param protocol the type of the asking endpoint, for example {@code hono-mqtt}
     * @return the device, or why not (401 for wrong credentials and unknown tenants, 403 and 404 as Hono gives them). The
     *     stage never fails
     */
    CompletionStage<Admission> authenticate(Credential credential, String protocol);

    /**
     * Checks that a device exists and may be spoken for by a gateway.
     *
     * @param gateway the gateway's id, empty when the device speaks itself
     * @return the device, or why not: 404 when it is unknown or disabled, 403 when the gateway may not
     */
    Admission admit(DeviceId device, String gateway, String protocol);

    /** The devices of a tenant by id, all tenants' when it is empty. */
    List<Registration> list(String tenant);
}
