// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** {@code city:services}. */
@Service
@Command(
        scope = "city",
        name = "services",
        description = "Lists the city services",
        detailedDescription = "Lists the bundles that read twins and ask things for something, such as lighting, with"
                + " their state and what they say of themselves.\n\ncity:services\ncity:services --json")
public final class ServicesCommand extends ListAction {

    private static final String TWIN = "org.borough.twin";
    private static final List<String> NOT_OF_SERVICES =
            List.of("org.borough.connect", "org.borough.adapter", "org.borough.engine");

    @Argument(index = 0, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        Listing listing = new Listing("bundle", "version", "state", "status", "reason");
        Arrays.stream(context.getBundles())
                .filter(ServicesCommand::isService)
                .sorted(Comparator.comparing(Bundle::getSymbolicName))
                .forEach(bundle -> {
                    Status status = status(bundle);
                    listing.row(
                            bundle.getSymbolicName(),
                            bundle.getVersion().toString(),
                            States.of(bundle),
                            status.level(),
                            status.reason());
                });
        print(desk, listing, "No city service is installed; install one, for example the feature borough-lighting.");
    }

    private static boolean isService(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        List<BundleWire> wires = wiring == null ? null : wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE);
        if (wires == null) {
            return false;
        }
        List<Object> packages = wires.stream()
                .map(wire -> wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                .toList();
        return packages.contains(TWIN)
                && NOT_OF_SERVICES.stream().noneMatch(packages::contains)
                && !offersTwins(bundle);
    }

    private static boolean offersTwins(Bundle bundle) {
        return services(bundle).anyMatch(reference -> Arrays.asList((String[]) reference.getProperty("objectClass"))
                .contains("org.borough.twin.Twins"));
    }

    private Status status(Bundle bundle) {
        return services(bundle)
                .map(context::getService)
                .filter(Health.class::isInstance)
                .map(service -> ((Health) service).status())
                .max(Comparator.comparing(Status::level))
                .orElseGet(() -> Status.failed("It offers nothing; ask city:why " + bundle.getSymbolicName() + "."));
    }

    private static Stream<ServiceReference<?>> services(Bundle bundle) {
        ServiceReference<?>[] references = bundle.getRegisteredServices();
        return references == null ? Stream.empty() : Arrays.stream(references).filter(Objects::nonNull);
    }
}
