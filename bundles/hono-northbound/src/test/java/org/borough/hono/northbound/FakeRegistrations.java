// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;

/** One device in each of some tenants; answers of every device live for seven seconds. */
record FakeRegistrations(String... tenants) implements Registrations {

    private static final Admission NOBODY = new Admission.Refused(404, "nobody");

    @Override
    public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
        return CompletableFuture.completedStage(NOBODY);
    }

    @Override
    public Admission admit(DeviceId device, String gateway, String protocol) {
        return new Admission.Admitted(
                new Registration(device, true, Map.of("ttl-command-response", "7"), Set.of(), Map.of()));
    }

    @Override
    public List<Registration> list(String tenant) {
        return Stream.of(tenants)
                .map(each -> new Registration(new DeviceId(each, "d"), true, Map.of(), Set.of(), Map.of()))
                .toList();
    }
}
