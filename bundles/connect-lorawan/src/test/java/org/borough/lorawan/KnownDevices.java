// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;

/** A registry with a few devices, all behind the gateway {@code server} but those that are not. */
final class KnownDevices implements Registrations {

    private final Map<String, Map<String, String>> behind = new HashMap<>();
    private final Set<String> elsewhere;

    KnownDevices(Set<String> elsewhere, String... behind) {
        this.elsewhere = elsewhere;
        for (String device : behind) {
            this.behind.put(device, Map.of("adapter", "milesight:am307", "envelope", "never"));
        }
    }

    KnownDevices(String... behind) {
        this(Set.of(), behind);
    }

    KnownDevices with(String device, Map<String, String> defaults) {
        behind.put(device, defaults);
        return this;
    }

    @Override
    public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
        return CompletableFuture.completedStage(new Admission.Refused(401, "nobody logs in here"));
    }

    @Override
    public Admission admit(DeviceId device, String gateway, String protocol) {
        if (elsewhere.contains(device.id())) {
            return new Admission.Refused(403, "gateway may not");
        }
        Map<String, String> defaults = behind.get(device.id());
        return defaults == null
                ? new Admission.Refused(404, "unknown")
                : new Admission.Admitted(new Registration(device, true, defaults, Set.of("server"), Map.of()));
    }

    @Override
    public List<Registration> list(String tenant) {
        return List.of();
    }
}
