// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which devices of a tenant are gateways: those that others name, and those that are in a group of gateways. */
record Gateways(Set<String> ids) {

    static Gateways of(Collection<Device> devices) {
        Set<String> ids = new HashSet<>();
        devices.forEach(device -> ids.addAll(device.via()));
        return new Gateways(ids);
    }

    boolean contains(Device device) {
        return ids.contains(device.id().id()) || !device.memberOf().isEmpty();
    }
}
