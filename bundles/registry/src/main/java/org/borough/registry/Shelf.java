// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The devices of one tenant by id, by the keys of their credentials, and by the groups of gateways they are in. */
final class Shelf {

    private final NavigableMap<String, Device> devices = new ConcurrentSkipListMap<>();
    private final Map<String, Device> holders = new ConcurrentHashMap<>();
    private final Index<String> groups = new Index<>();
    /** Counted as they come and go: the map would have to walk through all of them. */
    private final AtomicLong count = new AtomicLong();

    private volatile Optional<Surroundings> around = Optional.empty();

    Optional<Surroundings> around() {
        return around;
    }

    Collection<Device> all() {
        return Collections.unmodifiableCollection(devices.values());
    }

    long count() {
        return count.get();
    }

    Optional<Device> device(String id) {
        return Optional.ofNullable(devices.get(id));
    }

    Optional<Device> holder(String authKey) {
        return Optional.ofNullable(holders.get(authKey));
    }

    void tenant(Tenant tenant) {
        around = Optional.of(new Surroundings(tenant, groups));
    }

    void put(Device device) {
        Device before = devices.put(device.id().id(), device);
        device.authKeys().forEach(key -> holders.put(key, device));
        if (before == null) {
            count.incrementAndGet();
        } else {
            before.authKeys().forEach(key -> holders.remove(key, before));
        }
        regroup(device.id().id(), before == null ? Set.of() : before.memberOf(), device.memberOf());
    }

    void drop(String id) {
        Device before = devices.remove(id);
        if (before != null) {
            count.decrementAndGet();
            before.authKeys().forEach(key -> holders.remove(key, before));
            regroup(id, before.memberOf(), Set.of());
        }
    }

    private void regroup(String id, Set<String> before, Set<String> after) {
        if (!before.equals(after)) {
            before.forEach(group -> groups.remove(group, id));
            after.forEach(group -> groups.add(group, id));
            around = around.map(known -> new Surroundings(known.tenant(), groups));
        }
    }
}
