// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.time.Instant;
import java.util.Optional;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may come in, once it is known who it is: tenant, protocol, device, gateway. */
final class Gate {

    /** What is said to whoever did not prove who it is. */
    static final Admission WRONG = new Admission.Refused(401, "Unauthorized");

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Directory directory;

    Gate(Directory directory) {
        this.directory = directory;
    }

    /** Why a tenant's devices may not use a protocol, if they may not. */
    static Optional<Admission> closed(Tenant tenant, String protocol) {
        if (!tenant.enabled()) {
            return Optional.of(new Admission.Refused(403, "tenant [" + tenant.id() + "] is disabled"));
        }
        if (!tenant.serves(protocol)) {
            return Optional.of(new Admission.Refused(
                    403, "adapter [" + protocol + "] is not enabled for tenant [" + tenant.id() + "]"));
        }
        return Optional.empty();
    }

    /** What is said when something kept a check from its end. */
    static Admission refused(Throwable failure) {
        Throwable cause = Directory.cause(failure);
        if (cause instanceof RefusedException refused) {
            return new Admission.Refused(refused.status(), refused.getMessage());
        }
        LOG.error("A device's credentials could not be checked.", cause);
        return new Admission.Refused(503, "the credentials cannot be checked right now; try again later");
    }

    Admission admit(DeviceId id, String gateway, String protocol) {
        Shelves now = directory.now();
        Optional<Surroundings> around = now.around(id.tenant());
        if (around.isEmpty()) {
            return new Admission.Refused(404, "tenant [" + id.tenant() + "] does not exist");
        }
        Optional<Admission> closed = closed(around.get().tenant(), protocol);
        if (closed.isPresent()) {
            return closed.get();
        }
        Optional<Device> device = now.device(id).filter(Device::enabled);
        if (device.isEmpty()) {
            return new Admission.Refused(404, "device is disabled or not registered");
        }
        Optional<Admission> unheard = unheard(now, device.get(), gateway);
        return unheard.orElseGet(() -> new Admission.Admitted(device.get().registration(around.get(), protocol)));
    }

    private static Optional<Admission> unheard(Shelves now, Device device, String gateway) {
        DeviceId id = device.id();
        if (gateway.isEmpty() || gateway.equals(id.id())) {
            return Optional.empty();
        }
        Optional<Device> speaker =
                now.device(new DeviceId(id.tenant(), gateway)).filter(Device::enabled);
        if (speaker.isEmpty()) {
            return Optional.of(new Admission.Refused(403, "gateway is disabled or not registered"));
        }
        if (!device.hears(speaker.get())) {
            return Optional.of(new Admission.Refused(
                    403,
                    "gateway [" + gateway + "] may not speak for device [" + id.id()
                            + "]; name it in the device's via"));
        }
        return Optional.empty();
    }

    /** Lets a device in that speaks itself, with what else is known of its admission. */
    Admission admit(DeviceId id, String protocol, Instant until, boolean created) {
        Admission admission = admit(id, "", protocol);
        return admission instanceof Admission.Admitted admitted
                ? new Admission.Admitted(admitted.registration(), until, created)
                : admission;
    }
}
