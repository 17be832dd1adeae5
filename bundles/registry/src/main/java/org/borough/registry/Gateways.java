// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which devices of a tenant are gateways: those that others name, and those in a group that others name. */
record Gateways(Set<String> ids, Set<String> groups) {

    static Gateways of(Collection<Device> devices) {
        Set<String> ids = new HashSet<>();
        Set<String> groups = new HashSet<>();
        devices.forEach(device -> {
            ids.addAll(device.via());
            groups.addAll(device.viaGroups());
        });
        return new Gateways(ids, groups);
    }

    boolean contains(Device device) {
        return ids.contains(device.id().id()) || device.memberOf().stream().anyMatch(groups::contains);
    }
}
