// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.borough.connect.DeviceId;
import org.borough.connect.RegistrationListener;
import org.borough.connect.RegistryChange;
import org.borough.connect.RegistryChange.Act;
import org.borough.connect.RegistryChange.Kind;
import org.borough.connect.RegistryChangeListener;

/** Tells what a change that is on disk means: to those who hold connections, and to those who pass changes on. */
final class Announcements {

    /** Stands for all devices of a tenant. */
    private static final String ALL = "+";

    private final RegistrationListener connections;
    private final RegistryChangeListener others;
    private final Supplier<Shelves> now;

    Announcements(RegistrationListener connections, RegistryChangeListener others, Supplier<Shelves> now) {
        this.connections = connections;
        this.others = others;
        this.now = now;
    }

    void tell(Edit edit) {
        Set<String> emptied = emptied(edit);
        for (Edit.Step step : edit.steps()) {
            if (step instanceof Edit.PutTenant put) {
                tell(edit, put);
            } else if (step instanceof Edit.DropTenant drop) {
                everyDevice(drop.tenant(), false);
                tell(edit, Kind.TENANT, Act.DELETE, new DeviceId(drop.tenant(), ""), false);
            } else if (step instanceof Edit.DropDevices drop) {
                everyDevice(drop.tenant(), false);
                tell(edit, Kind.ALL_DEVICES, Act.DELETE, new DeviceId(drop.tenant(), ""), false);
            } else if (step instanceof Edit.PutDevice put) {
                tell(edit, put);
            } else if (step instanceof Edit.DropDevice drop
                    && !emptied.contains(drop.device().tenant())) {
                connections.changed(drop.device(), false);
                tell(edit, Kind.DEVICE, Act.DELETE, drop.device(), false);
            }
        }
    }

    /** Of which tenants all devices go: nobody need be told of each. */
    private static Set<String> emptied(Edit edit) {
        Set<String> emptied = new HashSet<>();
        for (Edit.Step step : edit.steps()) {
            if (step instanceof Edit.DropTenant drop) {
                emptied.add(drop.tenant());
            } else if (step instanceof Edit.DropDevices drop) {
                emptied.add(drop.tenant());
            }
        }
        return emptied;
    }

    private void tell(Edit edit, Edit.PutTenant put) {
        Tenant after = put.tenant();
        put.before().ifPresent(before -> everyDevice(after.id(), before.isKeptBy(after)));
        Act act = put.before().isPresent() ? Act.UPDATE : Act.CREATE;
        tell(edit, Kind.TENANT, act, new DeviceId(after.id(), ""), after.enabled());
    }

    private void tell(Edit edit, Edit.PutDevice put) {
        Device after = put.device();
        if (put.before().isEmpty()) {
            tell(edit, Kind.DEVICE, Act.CREATE, after.id(), after.enabled());
            if (!after.doc().credentials().isEmpty()) {
                tell(edit, Kind.CREDENTIALS, Act.CREATE, after.id(), after.enabled());
            }
            return;
        }
        Device before = put.before().get();
        connections.changed(after.id(), isAdmitted(before, after));
        boolean credentials = before.doc().credentials() != after.doc().credentials();
        tell(edit, credentials ? Kind.CREDENTIALS : Kind.DEVICE, Act.UPDATE, after.id(), after.enabled());
    }

    private void everyDevice(String tenant, boolean stillAdmitted) {
        connections.changed(new DeviceId(tenant, ALL), stillAdmitted);
    }

    private void tell(Edit edit, Kind kind, Act act, DeviceId device, boolean enabled) {
        others.changed(new RegistryChange(kind, act, device, enabled, edit.now()));
    }

    private boolean isAdmitted(Device before, Device after) {
        return now.get().tenant(after.id().tenant()).filter(Tenant::enabled).isPresent()
                && after.enabled()
                && Credentials.keeps(before.doc().credentials(), after.doc().credentials());
    }
}
