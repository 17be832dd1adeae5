// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.borough.connect.DeviceId;

/** What one change is to do, and what it found. Written down by whoever changes, carried out by the directory. */
final class Edit {

    /** One thing to do. */
    sealed interface Step {}

    record PutTenant(Tenant tenant, Optional<Tenant> before) implements Step {}

    record DropTenant(String tenant) implements Step {}

    record PutDevice(Device device, Optional<Device> before) implements Step {}

    record DropDevice(DeviceId device) implements Step {}

    /** Says that the devices that are dropped are all of them. */
    record DropDevices(String tenant) implements Step {}

    private final Shelves shelves;
    private final String by;
    private final Instant now;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> acts = new ArrayList<>();

    Edit(Shelves shelves, String by, Instant now) {
        this.shelves = shelves;
        this.by = by;
        this.now = now;
    }

    String by() {
        return by;
    }

    Instant now() {
        return now;
    }

    List<Step> steps() {
        return steps;
    }

    /** What to write into the audit. */
    List<String> acts() {
        return acts;
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    Shelves found() {
        return shelves;
    }

    Tenant createTenant(String id, ObjectNode body) {
        if (shelves.tenant(id).isPresent()) {
            throw new RefusedException(409, "tenant [" + id + "] already exists");
        }
        checkUnique(id, body);
        Tenant tenant = new Tenant(id, Doc.create(body, Json.MAPPER.createArrayNode(), by, now));
        steps.add(new PutTenant(tenant, Optional.empty()));
        acts.add("create tenant " + id);
        return tenant;
    }

    Tenant updateTenant(Tenant tenant, ObjectNode body) {
        checkUnique(tenant.id(), body);
        Tenant updated = new Tenant(tenant.id(), tenant.doc().withBody(body, by, now));
        steps.add(new PutTenant(updated, Optional.of(tenant)));
        acts.add("update tenant " + tenant.id());
        return updated;
    }

    void dropTenant(String id) {
        shelves.devices(id).forEach(device -> steps.add(new DropDevice(device.id())));
        steps.add(new DropTenant(id));
        acts.add("delete tenant " + id);
    }

    Device createDevice(Tenant tenant, DeviceId id, ObjectNode body, ArrayNode credentials) {
        if (shelves.device(id).isPresent()) {
            throw new RefusedException(409, "device [" + id.id() + "] already exists");
        }
        if (tenant.maxDevices() >= 0 && shelves.deviceCount(tenant.id()) >= tenant.maxDevices()) {
            throw new RefusedException(
                    403,
                    "tenant [" + tenant.id() + "] may have no more than " + tenant.maxDevices()
                            + " devices; raise registration-limits/max-devices or delete devices");
        }
        checkCredentials(tenant, id, credentials);
        Device device = new Device(id, Doc.create(body, credentials, by, now));
        steps.add(new PutDevice(device, Optional.empty()));
        acts.add("create device " + id);
        return device;
    }

    Device updateDevice(Device device, ObjectNode body) {
        Device updated = device.with(device.doc().withBody(body, by, now));
        steps.add(new PutDevice(updated, Optional.of(device)));
        acts.add("update device " + device.id());
        return updated;
    }

    Device updateCredentials(Tenant tenant, Device device, ArrayNode credentials) {
        checkCredentials(tenant, device.id(), credentials);
        Device updated = device.with(device.doc().withCredentials(credentials, by, now));
        steps.add(new PutDevice(updated, Optional.of(device)));
        acts.add("update credentials of device " + device.id());
        return updated;
    }

    void dropDevice(DeviceId id) {
        steps.add(new DropDevice(id));
        acts.add("delete device " + id);
    }

    /** One line in the audit tells of all of them. */
    void dropDevices(String tenant) {
        int before = steps.size();
        shelves.devices(tenant).forEach(device -> steps.add(new DropDevice(device.id())));
        int count = steps.size() - before;
        if (count > 0) {
            steps.add(new DropDevices(tenant));
            acts.add("delete all devices of tenant " + tenant + " (" + count + ")");
        }
    }

    /** An alias and an authority lead to one tenant only. */
    private void checkUnique(String id, ObjectNode body) {
        String alias = body.path("alias").asText();
        Set<String> names = TrustAnchors.names(body);
        String group = body.path("trust-anchor-group").asText();
        for (Tenant other : shelves.tenants()) {
            if (other.id().equals(id)) {
                continue;
            }
            JsonNode theirs = other.doc().body();
            String theirAlias = theirs.path("alias").asText();
            if (other.id().equals(alias) || theirAlias.equals(id) || !alias.isEmpty() && theirAlias.equals(alias)) {
                throw new RefusedException(
                        409,
                        "tenant [" + other.id() + "] is already known as [" + (theirAlias.equals(id) ? id : alias)
                                + "]; choose another alias or id");
            }
            boolean together = !group.isEmpty()
                    && group.equals(theirs.path("trust-anchor-group").asText());
            if (!names.isEmpty() && !together && !Collections.disjoint(names, TrustAnchors.names(theirs))) {
                throw new RefusedException(
                        409,
                        "tenant [" + other.id() + "] trusts a certificate authority of the same subject; use another"
                                + " authority, or put both tenants into one trust-anchor-group");
            }
        }
    }

    private void checkCredentials(Tenant tenant, DeviceId id, ArrayNode credentials) {
        if (tenant.maxCredentials() >= 0 && credentials.size() > tenant.maxCredentials()) {
            throw new RefusedException(
                    403,
                    "a device of tenant [" + tenant.id() + "] may have no more than " + tenant.maxCredentials()
                            + " credentials; raise registration-limits/max-credentials-per-device");
        }
        credentials.forEach(credential -> shelves.holder(tenant.id(), Device.authKey(credential))
                .filter(holder -> !holder.id().equals(id))
                .ifPresent(holder -> {
                    throw new RefusedException(
                            409,
                            "auth-id [" + credential.path("auth-id").asText() + "] of type ["
                                    + credential.path("type").asText() + "] is in use by device ["
                                    + holder.id().id()
                                    + "]; choose another one");
                }));
    }
}
