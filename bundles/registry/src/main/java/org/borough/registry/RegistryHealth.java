// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.Map;
import java.util.stream.Collectors;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** How the registry is: its disk, its templates. */
@Component
public final class RegistryHealth implements Health {

    private final Registry registry;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile TemplateProvisioning provisioning;

    /** Watches a registry. */
    @Activate
    public RegistryHealth(@Reference Registry registry) {
        this.registry = registry;
    }

    @Override
    public String subject() {
        return "registry";
    }

    @Override
    public Status status() {
        Status disk = registry.directory().status();
        if (disk.level() != Status.Level.OK) {
            return disk;
        }
        TemplateProvisioning now = provisioning;
        if (now == null) {
            return Status.degraded(
                    "Devices can connect, but none can be provisioned: there is no twin engine (service org.borough.twin.Twins).");
        }
        Map<String, String> problems = now.problems();
        if (!problems.isEmpty()) {
            return Status.degraded(problems.entrySet().stream()
                    .map(each -> "The template " + each.getKey() + " is left out: " + each.getValue() + ".")
                    .collect(Collectors.joining(" ")));
        }
        Shelves shelves = registry.directory().now();
        return Status.ok(shelves.tenantCount() + " tenants, " + shelves.deviceCount() + " devices, "
                + now.templates().size() + " templates.");
    }
}
