// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.borough.adapter.Adapters;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Finds the first thing that is wrong with a bundle. */
final class BundleDoctor {

    private static final String OWN_PREFIX = "org.borough.";

    private final BundleContext context;
    private final Platform platform;

    BundleDoctor(BundleContext context, Platform platform) {
        this.context = context;
        this.platform = platform;
    }

    /** One line. */
    String why(String name) {
        Bundle bundle = find(name)
                .orElseThrow(
                        () -> new CommandFailedException(
                                "there is no bundle '" + name
                                        + "': drop it into deploy/ or install its feature (feature:list). Things are named namespace:name."));
        return Stream.<Supplier<Optional<String>>>of(
                        () -> new Wiring(context).unresolved(bundle),
                        () -> stopped(bundle),
                        () -> components(bundle),
                        () -> fenced(bundle),
                        () -> unwell(bundle))
                .flatMap(question -> question.get().stream())
                .findFirst()
                .orElseGet(() -> label(bundle) + " works.");
    }

    private Optional<Bundle> find(String name) {
        Comparator<Bundle> newest = Comparator.comparing(Bundle::getVersion);
        return Stream.<Predicate<Bundle>>of(
                        bundle -> Long.toString(bundle.getBundleId()).equals(name),
                        bundle -> name.equals(bundle.getSymbolicName()),
                        bundle -> (OWN_PREFIX + name).equals(bundle.getSymbolicName()),
                        bundle -> bundle.getSymbolicName() != null
                                && bundle.getSymbolicName().contains(name))
                .flatMap(wanted -> Arrays.stream(context.getBundles()).filter(wanted).max(newest).stream())
                .findFirst();
    }

    private Optional<String> stopped(Bundle bundle) {
        boolean fragment = bundle.getHeaders().get("Fragment-Host") != null;
        // A bundle that is activated lazily does its work in the state STARTING.
        if (bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING || fragment) {
            return Optional.empty();
        }
        int level = bundle.adapt(BundleStartLevel.class).getStartLevel();
        int reached = context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel();
        return Optional.of(
                level > reached
                        ? label(bundle) + " waits for start level " + level + "; the framework is at " + reached + "."
                        : label(bundle) + " is " + States.of(bundle) + "; start it with bundle:start "
                                + bundle.getSymbolicName() + " and see the log for what stopped it.");
    }

    private Optional<String> components(Bundle bundle) {
        Optional<ServiceComponentRuntime> runtime = platform.find(ServiceComponentRuntime.class);
        if (runtime.isEmpty()) {
            return bundle.getHeaders().get("Service-Component") == null
                    ? Optional.empty()
                    : Optional.of(label(bundle) + " has components, but nothing runs them: install the feature scr.");
        }
        return runtime.get().getComponentDescriptionDTOs(bundle).stream()
                .flatMap(component ->
                        ComponentTrouble.of(component, runtime.get().getComponentConfigurationDTOs(component)).stream())
                .findFirst()
                .map(trouble -> label(bundle) + ": " + trouble);
    }

    private Optional<String> fenced(Bundle bundle) {
        return platform.find(Adapters.class).map(Adapters::list).orElse(List.of()).stream()
                .filter(entry -> entry.bundle().equals(bundle.getSymbolicName()))
                .filter(entry -> entry.status().level() != Status.Level.OK)
                .findFirst()
                .map(entry ->
                        label(bundle) + " is " + (entry.status().level() == Status.Level.FAILED ? "fenced" : "unwell")
                                + ": " + entry.status().reason());
    }

    private Optional<String> unwell(Bundle bundle) {
        ServiceReference<?>[] references = bundle.getRegisteredServices();
        return Arrays.stream(references == null ? new ServiceReference<?>[0] : references)
                .map(context::getService)
                .filter(Health.class::isInstance)
                .map(Health.class::cast)
                .filter(health -> health.status().level() != Status.Level.OK)
                .findFirst()
                .map(health -> label(bundle) + ": " + health.subject() + " is "
                        + health.status().level() + ": " + health.status().reason());
    }

    private static String label(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
