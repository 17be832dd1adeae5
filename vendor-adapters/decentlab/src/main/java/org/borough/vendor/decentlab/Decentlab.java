// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.borough.adapter.AdapterFor;
import org.borough.adapter.DeviceAdapter;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers one adapter for each device of the vendor that a descriptor tells of: those in this bundle, and those that the
 * operator puts into a folder, which is looked through again and again.
 */
@Component(immediate = true, configurationPid = "org.borough.adapter.decentlab")
@Designate(ocd = Decentlab.Configuration.class)
@Requirement(namespace = "org.borough.adapter", filter = "(version=1)")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>='org.borough.adapter.DeviceAdapter'")
public final class Decentlab implements Health {

    /** Which descriptors are used. */
    @ObjectClassDefinition(name = "Decentlab adapters", description = "Devices of Decentlab by their descriptors.")
    public @interface Configuration {

        /** Where further descriptors are. */
        @AttributeDefinition(
                description = "Folder whose *.json files hold further device descriptors; the folder decentlab beside"
                        + " the other configuration when empty.")
        String directory() default "";

        /** How often they are looked for. */
        @AttributeDefinition(description = "How many seconds pass between two looks into the folder, 1 to 3600.")
        int rescanSeconds() default 1;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Decentlab.class);
    private static final String SHIPPED = "/descriptors.json";

    private final Map<String, Descriptor> shipped;
    private final DescriptorFolder folder;
    private final Offers offers;
    private final ScheduledExecutorService scanner;
    private volatile Status status;

    /** Offers the adapters of this bundle and begins to look into the folder. */
    @Activate
    public Decentlab(BundleContext context, Configuration configuration) {
        int seconds = configuration.rescanSeconds();
        if (seconds < 1 || seconds > 3600) {
            throw new IllegalArgumentException("rescanSeconds is " + seconds + "; it must be from 1 to 3600.");
        }
        shipped = shipped();
        folder = new DescriptorFolder(directory(context, configuration.directory()));
        offers = new Offers(descriptor -> register(context, descriptor));
        scan();
        scanner = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "decentlab-descriptors");
            thread.setDaemon(true);
            return thread;
        });
        scanner.scheduleWithFixedDelay(this::look, seconds, seconds, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() throws InterruptedException {
        scanner.shutdown();
        scanner.awaitTermination(10, TimeUnit.SECONDS);
        offers.close();
    }

    @Override
    public String subject() {
        return "adapter-decentlab";
    }

    @Override
    public Status status() {
        return status;
    }

    private static Path directory(BundleContext context, String configured) {
        String etc = context.getProperty("karaf.etc");
        return configured.isBlank() ? Path.of(etc == null ? "etc" : etc, "decentlab") : Path.of(configured);
    }

    static Map<String, Descriptor> shipped() {
        Map<String, Descriptor> descriptors = new LinkedHashMap<>();
        try (InputStream in = Decentlab.class.getResourceAsStream(SHIPPED)) {
            Descriptor.read(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .forEach(descriptor -> descriptors.put(descriptor.models().get(0), descriptor));
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle's own " + SHIPPED + " cannot be read", e);
        }
        return descriptors;
    }

    // A task that throws is never run again, and whatever one look ran into may be gone at the next.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void look() {
        try {
            scan();
        } catch (RuntimeException e) {
            LOG.warn("Cannot look for descriptors; trying again", e);
        }
    }

    private void scan() {
        Map<String, Descriptor> wanted = new LinkedHashMap<>(shipped);
        wanted.putAll(folder.read());
        offers.change(Set.copyOf(wanted.values()));
        List<String> problems = folder.problems();
        status = problems.isEmpty()
                ? Status.ok(offers.size() + " devices are known.")
                : Status.degraded("Not all descriptors can be used. " + String.join(" ", problems));
    }

    private static Runnable register(BundleContext context, Descriptor descriptor) {
        Map<String, Object> properties =
                Map.of(AdapterFor.PREFIX_ + "model", descriptor.models().toArray(String[]::new));
        ServiceRegistration<DeviceAdapter> registration = context.registerService(
                DeviceAdapter.class, new TableAdapter(descriptor), FrameworkUtil.asDictionary(properties));
        return registration::unregister;
    }
}
