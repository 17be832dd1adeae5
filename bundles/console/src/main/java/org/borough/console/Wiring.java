// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Finds the requirement that keeps a bundle from being resolved. */
final class Wiring {

    private final BundleContext context;
    private final FrameworkWiring framework;

    Wiring(BundleContext context) {
        this.context = context;
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** One sentence when the bundle cannot be resolved. Tries to resolve it first: what it lacked may have come. */
    Optional<String> unresolved(Bundle bundle) {
        if (bundle.getState() != Bundle.INSTALLED || framework.resolveBundles(List.of(bundle))) {
            return Optional.empty();
        }
        String name = bundle.getSymbolicName() + " " + bundle.getVersion();
        return Optional.of(missing(bundle, new HashSet<>())
                .map(what -> name + " cannot be resolved: " + what)
                .orElseGet(() -> name + " cannot be resolved: its requirements are there but exclude one another; start"
                        + " it with bundle:start " + bundle.getBundleId() + " to see which."));
    }

    private Optional<String> missing(Bundle bundle, Set<Bundle> seen) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null || !seen.add(bundle)) {
            return Optional.empty();
        }
        return revision.getDeclaredRequirements(null).stream()
                .filter(Wiring::mandatory)
                .flatMap(requirement -> missing(requirement, seen).stream())
                .findFirst();
    }

    private Optional<String> missing(BundleRequirement requirement, Set<Bundle> seen) {
        List<BundleCapability> providers = List.copyOf(framework.findProviders(requirement));
        if (providers.isEmpty()) {
            return Optional.of("no installed bundle offers "
                    + RequirementText.of(
                            requirement.getNamespace(), requirement.getDirectives(), requirement.getAttributes())
                    + ".");
        }
        boolean resolved =
                providers.stream().anyMatch(provider -> provider.getRevision().getWiring() != null);
        if (resolved) {
            return Optional.empty();
        }
        Bundle provider = providers.get(0).getRevision().getBundle();
        return missing(provider, seen).map(what -> "it needs " + provider.getSymbolicName() + ", and for that " + what);
    }

    private static boolean mandatory(BundleRequirement requirement) {
        boolean optional = PackageNamespace.RESOLUTION_OPTIONAL.equals(
                requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
        boolean dynamic = "dynamic".equals(requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
        String effective =
                requirement.getDirectives().getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE);
        return !optional && !dynamic && effective.equals(Constants.EFFECTIVE_RESOLVE);
    }
}
