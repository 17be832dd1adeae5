// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Provisioning;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.talq.TalqJson;
import org.borough.twin.Cause;
import org.borough.twin.Twins;

/** Registers devices in memory, and makes their twins from the templates that ship. */
final class FakeRegistry implements Registrations, Provisioning {

    private final Twins twins;
    private final Map<DeviceId, Registration> devices = new ConcurrentHashMap<>();

    FakeRegistry(Twins twins) {
        this.twins = twins;
    }

    @Override
    public CompletionStage<Result> provision(Request request, String by) {
        JsonNode template = template(request.template());
        DeviceId id = new DeviceId(request.tenant(), request.deviceId());
        Map<String, String> defaults = new HashMap<>();
        template.at("/device/defaults")
                .fields()
                .forEachRemaining(
                        entry -> defaults.put(entry.getKey(), entry.getValue().asText()));
        ObjectNode thing = ((ObjectNode) template.path("thing")).deepCopy();
        Cause cause = Cause.of(by, "provisioning");
        return twins.provision(
                        id.thing(), thing.toString(), template.path("policy").toString(), cause)
                .thenApply(made -> {
                    devices.put(id, new Registration(id, true, defaults, Set.copyOf(request.via()), Map.of()));
                    return made.created() ? new Result.Created() : new Result.Unchanged();
                });
    }

    private static JsonNode template(String name) {
        try (InputStream stream = FakeRegistry.class.getResourceAsStream("/BOROUGH-INF/templates/" + name + ".json")) {
            return TalqJson.tree(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> templates() {
        return List.of("talq-device", "talq-gateway");
    }

    @Override
    public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
        throw new UnsupportedOperationException("the platform's doors authenticate gateways");
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
        return devices.values().stream()
                .filter(registration -> registration.device().tenant().equals(tenant))
                .toList();
    }
}
