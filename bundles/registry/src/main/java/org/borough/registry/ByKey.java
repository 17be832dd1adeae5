// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.borough.connect.Admission;
import org.borough.connect.Credential;

/** Devices that proved themselves by a pre-shared key in a handshake. */
final class ByKey {

    private static final String TYPE = "psk";

    private final Directory directory;
    private final Gate gate;
    private final Clock clock;

    ByKey(Directory directory, Gate gate, Clock clock) {
        this.directory = directory;
        this.gate = gate;
        this.clock = clock;
    }

    Admission admit(Credential.PresharedKey given, String protocol) {
        return holder(given.tenant(), given.authId())
                .filter(device -> !secrets(device, given.authId()).isEmpty())
                .map(device -> gate.admit(device.id(), "", protocol))
                .orElse(Gate.WRONG);
    }

    List<byte[]> keys(String tenant, String authId) {
        return holder(tenant, authId).stream()
                .flatMap(device -> secrets(device, authId).stream())
                .map(secret -> Base64.getDecoder().decode(secret.path("key").asText()))
                .toList();
    }

    private List<JsonNode> secrets(Device device, String authId) {
        return device.secrets(TYPE, authId, clock.instant());
    }

    private Optional<Device> holder(String name, String authId) {
        Shelves now = directory.now();
        return now.tenantCalled(name).flatMap(tenant -> now.holder(tenant.id(), Device.authKey(TYPE, authId)));
    }
}
