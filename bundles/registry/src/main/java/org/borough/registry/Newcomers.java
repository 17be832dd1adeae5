// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.security.auth.x500.X500Principal;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;

/**
 * Registers devices that nobody registered: those whose certificate's authority, or whose gateway, may bring them along.
 * Of two who bring the same device at once, one registers it and the other finds it.
 */
final class Newcomers {

    private final Directory directory;
    private final Gate gate;

    Newcomers(Directory directory, Gate gate) {
        this.directory = directory;
        this.gate = gate;
    }

    /** What a change found, or made. */
    private record Found(DeviceId device, boolean created) {}

    /** Registers the holder of a certificate that was found to be genuine. */
    CompletionStage<Admission> byCertificate(ByCertificate.Proof proof, String protocol) {
        Tenant tenant = proof.tenant();
        Optional<Admission> closed = Gate.closed(tenant, protocol);
        if (closed.isPresent()) {
            return CompletableFuture.completedStage(closed.get());
        }
        String by = "certificate:" + proof.subject().getName(X500Principal.RFC2253);
        return admitted(
                directory.change(by, edit -> {
                    Tenant now = edit.found().existingTenant(tenant.id());
                    Optional<Device> known = edit.found().holder(tenant.id(), proof.authKey());
                    return known.map(device -> new Found(device.id(), false))
                            .orElseGet(() -> new Found(create(edit, now, proof), true));
                }),
                protocol,
                proof.until());
    }

    private static DeviceId create(Edit edit, Tenant tenant, ByCertificate.Proof proof) {
        Anchor.Newcomers rules = tenant.anchors().stream()
                .filter(proof.anchor()::equals)
                .findFirst()
                .flatMap(Anchor::newcomers)
                .orElseThrow(() -> new RefusedException(401, "Unauthorized"));
        DeviceId id = new DeviceId(tenant.id(), deviceId(rules, proof.subject()));
        if (edit.found().device(id).isPresent()) {
            throw new RefusedException(
                    403,
                    "device [" + id.id() + "], by which the certificate's authority would register [" + proof.authId()
                            + "], is registered with other credentials");
        }
        ObjectNode body = provisioned();
        if (rules.gateways()) {
            body.putArray("authorities").add("auto-provisioning-enabled");
        }
        ArrayNode credentials = Json.MAPPER.createArrayNode();
        credentials
                .addObject()
                .put("type", ByCertificate.TYPE)
                .put("auth-id", proof.authId())
                .putArray("secrets")
                .addObject()
                .put("id", UUID.randomUUID().toString());
        return edit.createDevice(tenant, id, body, credentials).id();
    }

    private static String deviceId(Anchor.Newcomers rules, X500Principal subject) {
        if (rules.deviceId().isEmpty()) {
            return UUID.randomUUID().toString();
        }
        String id = rules.deviceId()
                .get()
                .fill(subject)
                .orElseThrow(() -> new RefusedException(
                        403,
                        "the subject of the certificate lacks a part that auto-provisioning-device-id-template ["
                                + rules.deviceId().get().text() + "] names"));
        try {
            return Ids.device(id);
        } catch (RefusedException e) {
            throw new RefusedException(
                    403, "auto-provisioning-device-id-template gives an id that no device can have: " + e.getMessage());
        }
    }

    /** Registers a device behind a gateway, if it may; else says again why the device was not admitted. */
    CompletionStage<Admission> byGateway(DeviceId id, String gateway, String protocol, Admission refusal) {
        DeviceId speaker = new DeviceId(id.tenant(), gateway);
        if (gateway.equals(id.id()) || !mayBring(directory.now(), speaker, id) || !isId(id.id())) {
            return CompletableFuture.completedStage(refusal);
        }
        CompletionStage<Boolean> registered = directory.change("gateway:" + speaker, edit -> {
            if (!mayBring(edit.found(), speaker, id)) {
                return false;
            }
            Tenant tenant = edit.found().existingTenant(id.tenant());
            ObjectNode body = provisioned();
            body.putArray("via").add(gateway);
            edit.found().existingDevice(speaker).memberOf().forEach(group -> body.withArray("viaGroups")
                    .add(group));
            edit.createDevice(tenant, id, body, Json.MAPPER.createArrayNode());
            return true;
        });
        return registered.handle((created, failure) -> {
            if (failure != null) {
                return Gate.refused(failure);
            }
            Admission admission = gate.admit(id, gateway, protocol);
            return admission instanceof Admission.Admitted admitted
                    ? new Admission.Admitted(admitted.registration(), Instant.MAX, created)
                    : admission;
        });
    }

    private static boolean mayBring(Shelves now, DeviceId gateway, DeviceId device) {
        return now.device(device).isEmpty()
                && now.device(gateway).filter(Device::bringsDevices).isPresent();
    }

    private static boolean isId(String id) {
        try {
            return !Ids.device(id).isEmpty();
        } catch (RefusedException e) {
            return false;
        }
    }

    private static ObjectNode provisioned() {
        ObjectNode body = Json.object();
        body.putObject("status").put("auto-provisioned", true);
        return body;
    }

    private CompletionStage<Admission> admitted(CompletionStage<Found> found, String protocol, Instant until) {
        return found.handle((device, failure) -> failure != null
                ? Gate.refused(failure)
                : gate.admit(device.device(), protocol, until, device.created()));
    }
}
