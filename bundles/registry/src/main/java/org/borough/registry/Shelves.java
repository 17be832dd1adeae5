// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.borough.connect.DeviceId;

/** Tenants, devices and who holds which credentials, in memory. Read by any thread, changed by one at a time. */
final class Shelves {

    private final NavigableMap<String, Tenant> tenants = new ConcurrentSkipListMap<>();
    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
    private final AtomicInteger tenantCount = new AtomicInteger();

    /** The devices of one tenant by id, and by the keys of their credentials. */
    private record Shelf(NavigableMap<String, Device> devices, Map<String, Device> holders, AtomicLong count) {

        Shelf() {
            this(new ConcurrentSkipListMap<>(), new ConcurrentHashMap<>(), new AtomicLong());
        }
    }

    Collection<Tenant> tenants() {
        return Collections.unmodifiableCollection(tenants.values());
    }

    Optional<Tenant> tenant(String id) {
        return Optional.ofNullable(tenants.get(id));
    }

    Tenant existingTenant(String id) {
        return tenant(id).orElseThrow(() -> RefusedException.noTenant(id));
    }

    Collection<Device> devices(String tenant) {
        Shelf shelf = shelves.get(tenant);
        return shelf == null ? List.of() : Collections.unmodifiableCollection(shelf.devices.values());
    }

    int tenantCount() {
        return tenantCount.get();
    }

    /** Counted as they come and go: the map would have to walk through all of them. */
    long deviceCount() {
        return shelves.values().stream().mapToLong(shelf -> shelf.count.get()).sum();
    }

    long deviceCount(String tenant) {
        Shelf shelf = shelves.get(tenant);
        return shelf == null ? 0 : shelf.count.get();
    }

    Optional<Device> device(DeviceId id) {
        Shelf shelf = shelves.get(id.tenant());
        return shelf == null ? Optional.empty() : Optional.ofNullable(shelf.devices.get(id.id()));
    }

    Device existingDevice(DeviceId id) {
        existingTenant(id.tenant());
        return device(id).orElseThrow(() -> RefusedException.noDevice(id.id()));
    }

    /** The device that holds a credential. */
    Optional<Device> holder(String tenant, String authKey) {
        Shelf shelf = shelves.get(tenant);
        return shelf == null ? Optional.empty() : Optional.ofNullable(shelf.holders.get(authKey));
    }

    void put(Tenant tenant) {
        if (tenants.put(tenant.id(), tenant) == null) {
            tenantCount.incrementAndGet();
        }
    }

    void put(Device device) {
        Shelf shelf = shelves.computeIfAbsent(device.id().tenant(), tenant -> new Shelf());
        Device before = shelf.devices.put(device.id().id(), device);
        device.authKeys().forEach(key -> shelf.holders.put(key, device));
        if (before == null) {
            shelf.count.incrementAndGet();
        } else {
            before.authKeys().forEach(key -> shelf.holders.remove(key, before));
        }
    }

    private void drop(DeviceId id) {
        Shelf shelf = shelves.get(id.tenant());
        Device before = shelf == null ? null : shelf.devices.remove(id.id());
        if (before != null) {
            shelf.count.decrementAndGet();
            before.authKeys().forEach(key -> shelf.holders.remove(key, before));
        }
    }

    void apply(Edit edit) {
        for (Edit.Step step : edit.steps()) {
            if (step instanceof Edit.PutTenant put) {
                put(put.tenant());
            } else if (step instanceof Edit.DropTenant drop) {
                if (tenants.remove(drop.tenant()) != null) {
                    tenantCount.decrementAndGet();
                }
                shelves.remove(drop.tenant());
            } else if (step instanceof Edit.PutDevice put) {
                put(put.device());
            } else if (step instanceof Edit.DropDevice drop) {
                drop(drop.device());
            }
        }
    }
}
