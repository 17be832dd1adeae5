// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;
import org.borough.connect.DeviceId;
import org.borough.connect.TenantLimits;

/** Tenants, devices and who holds which credentials, in memory. Read by any thread, changed by one at a time. */
final class Shelves {

    private final NavigableMap<String, Tenant> tenants = new ConcurrentSkipListMap<>();
    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
    private final Index<String> aliases = new Index<>();
    private final Index<X500Principal> authorities = new Index<>();
    private final AtomicInteger tenantCount = new AtomicInteger();

    Collection<Tenant> tenants() {
        return Collections.unmodifiableCollection(tenants.values());
    }

    Optional<Tenant> tenant(String id) {
        return Optional.ofNullable(tenants.get(id));
    }

    Tenant existingTenant(String id) {
        return tenant(id).orElseThrow(() -> RefusedException.noTenant(id));
    }

    /** The tenant with this id, else the one with this alias. Nobody, when several have the alias. */
    Optional<Tenant> tenantCalled(String name) {
        Tenant byId = tenants.get(name);
        if (byId != null || name.isEmpty()) {
            return Optional.ofNullable(byId);
        }
        Set<String> ids = aliases.of(name);
        return ids.size() == 1 ? ids.stream().findFirst().map(tenants::get) : Optional.empty();
    }

    /** The ids of the tenants that trust an authority. */
    Set<String> tenantsTrusting(X500Principal authority) {
        return authorities.of(authority);
    }

    TenantLimits limits(String tenant) {
        Tenant known = tenants.get(tenant);
        return known == null ? TenantLimits.NONE : known.limits();
    }

    /** Tenant and gateways around the devices of a tenant. */
    Optional<Surroundings> around(String tenant) {
        Shelf shelf = shelves.get(tenant);
        return shelf == null ? Optional.empty() : shelf.around();
    }

    Collection<Device> devices(String tenant) {
        Shelf shelf = shelves.get(tenant);
        return shelf == null ? List.of() : shelf.all();
    }

    int tenantCount() {
        return tenantCount.get();
    }

    long deviceCount() {
        return shelves.values().stream().mapToLong(Shelf::count).sum();
    }

    long deviceCount(String tenant) {
        Shelf shelf = shelves.get(tenant);
        return shelf == null ? 0 : shelf.count();
    }

    Optional<Device> device(DeviceId id) {
        Shelf shelf = shelves.get(id.tenant());
        return shelf == null ? Optional.empty() : shelf.device(id.id());
    }

    Device existingDevice(DeviceId id) {
        existingTenant(id.tenant());
        return device(id).orElseThrow(() -> RefusedException.noDevice(id.id()));
    }

    /** The device that holds a credential. */
    Optional<Device> holder(String tenant, String authKey) {
        Shelf shelf = shelves.get(tenant);
        return shelf == null ? Optional.empty() : shelf.holder(authKey);
    }

    void put(Tenant tenant) {
        Tenant before = tenants.put(tenant.id(), tenant);
        shelf(tenant.id()).tenant(tenant);
        if (before == null) {
            tenantCount.incrementAndGet();
        } else {
            forget(before);
        }
        if (!tenant.alias().isEmpty()) {
            aliases.add(tenant.alias(), tenant.id());
        }
        tenant.anchors().forEach(anchor -> authorities.add(anchor.subject(), tenant.id()));
    }

    private void forget(Tenant tenant) {
        aliases.remove(tenant.alias(), tenant.id());
        tenant.anchors().forEach(anchor -> authorities.remove(anchor.subject(), tenant.id()));
    }

    void put(Device device) {
        shelf(device.id().tenant()).put(device);
    }

    private Shelf shelf(String tenant) {
        return shelves.computeIfAbsent(tenant, each -> new Shelf());
    }

    private void drop(String tenant) {
        Tenant before = tenants.remove(tenant);
        if (before != null) {
            tenantCount.decrementAndGet();
            forget(before);
        }
        shelves.remove(tenant);
    }

    private void drop(DeviceId id) {
        Shelf shelf = shelves.get(id.tenant());
        if (shelf != null) {
            shelf.drop(id.id());
        }
    }

    void apply(Edit edit) {
        for (Edit.Step step : edit.steps()) {
            if (step instanceof Edit.PutTenant put) {
                put(put.tenant());
            } else if (step instanceof Edit.DropTenant drop) {
                drop(drop.tenant());
            } else if (step instanceof Edit.PutDevice put) {
                put(put.device());
            } else if (step instanceof Edit.DropDevice drop) {
                drop(drop.device());
            }
        }
    }
}
