// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a device's registration depends on besides the device: its tenant, and who is in which group of gateways. A new
 * object stands for every change of either, so that whoever remembers an answer need only compare objects.
 */
final class Surroundings {

    private final Tenant tenant;
    private final Index<String> groups;
    /** Shared by all devices that name the same gateways and groups: a group may have thousands of members. */
    private final Map<List<Set<String>>, Set<String>> gateways = new ConcurrentHashMap<>();

    Surroundings(Tenant tenant, Index<String> groups) {
        this.tenant = tenant;
        this.groups = groups;
    }

    Tenant tenant() {
        return tenant;
    }

    /** Who may speak for a device: those it names, and the members of the groups it names. */
    Set<String> gateways(Device device) {
        return device.viaGroups().isEmpty()
                ? device.via()
                : gateways.computeIfAbsent(List.of(device.via(), device.viaGroups()), each -> members(device));
    }

    private Set<String> members(Device device) {
        Set<String> all = new HashSet<>(device.via());
        device.viaGroups().forEach(group -> all.addAll(groups.of(group)));
        return Set.copyOf(all);
    }
}
