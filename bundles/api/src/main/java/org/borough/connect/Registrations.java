// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Who may connect. Offered by the registry; answers from memory. Callable from any thread. */
@ProviderType
public interface Registrations {

    /**
     * Checks credentials, tenant and device. Does not block: passwords and signatures are checked on threads of its own.
     * A device with a certificate of an authority that may register devices is registered when it is not known.
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

    /**
     * Registers a device for which its gateway speaks for the first time, if the gateway has the authority
     * {@code auto-provisioning-enabled}. To be asked when {@link #admit} says 404.
     *
     * @return the new device, or the refusal of {@link #admit}. The stage never fails
     */
    default CompletionStage<Admission> provision(DeviceId device, String gateway, String protocol) {
        return CompletableFuture.completedStage(admit(device, gateway, protocol));
    }

    /**
     * The keys by which a device may prove itself in a DTLS handshake, the valid ones only.
     *
     * @param tenant the tenant or its alias
     * @return copies; none when nobody is known by that name there
     */
    default List<byte[]> presharedKeys(String tenant, String authId) {
        return List.of();
    }

    /** What a tenant may use; {@link TenantLimits#NONE} for a tenant that sets no limits, or that nobody knows. */
    default TenantLimits limits(String tenant) {
        return TenantLimits.NONE;
    }

    /** The devices of a tenant by id, all tenants' when it is empty. */
    List<Registration> list(String tenant);
}
