// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;

/** Devices that a test registers. */
final class FakeRegistrations implements Registrations {

    private final Map<DeviceId, Registration> devices = new ConcurrentHashMap<>();

    void add(DeviceId device, Map<String, String> defaults, String... via) {
        devices.put(device, new Registration(device, true, defaults, Set.of(via), Map.of()));
    }

    void remove(DeviceId device) {
        devices.remove(device);
    }

    @Override
    public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
        throw new UnsupportedOperationException("the router does not authenticate");
    }

    @Override
    public Admission admit(DeviceId device, String gateway, String protocol) {
        Registration registration = devices.get(device);
        if (registration == null) {
            return new Admission.Refused(404, "device is disabled or not registered");
        }
        boolean may = gateway.isEmpty() || registration.via().contains(gateway);
        return may ? new Admission.Admitted(registration) : new Admission.Refused(403, "gateway may not");
    }

    @Override
    public List<Registration> list(String tenant) {
        Map<String, Registration> sorted = new TreeMap<>();
        devices.forEach((device, registration) -> sorted.put(device.toString(), registration));
        return List.copyOf(sorted.values());
    }
}
