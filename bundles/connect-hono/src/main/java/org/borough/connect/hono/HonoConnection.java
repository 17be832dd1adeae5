// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.borough.connect.DeviceId;
import org.borough.connect.Downlinks;
import org.borough.connect.RegistrationListener;
import org.borough.connect.RegistryChange;
import org.borough.connect.Uplinks;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real Hono at the other end of Kafka. */
@Component(
        service = Health.class,
        immediate = true,
        configurationPid = HonoConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HonoConfig.class)
public final class HonoConnection implements Health {

    private static final Logger LOG = LoggerFactory.getLogger(HonoConnection.class);

    private final List<RegistrationListener> listeners = new CopyOnWriteArrayList<>();
    private final Link link;

    @Activate
    public HonoConnection(
            HonoConfig config,
            Map<String, Object> properties,
            BundleContext bundle,
            @Reference Uplinks uplinks,
            @Reference Downlinks downlinks,
            @Reference SeenDevices devices) {
        this(
                HonoSettings.of(config, properties, NodeId.of(config.nodeId(), dataFolder(bundle))),
                uplinks,
                downlinks,
                devices);
    }

    HonoConnection(HonoSettings settings, Uplinks uplinks, Downlinks downlinks, SeenDevices devices) {
        link = new Link(settings, uplinks, downlinks, devices, this::tell, Clock.systemUTC());
        link.open();
    }

    private static Optional<Path> dataFolder(BundleContext bundle) {
        return Optional.ofNullable(bundle.getProperty("borough.data"))
                .map(Path::of)
                .or(() ->
                        Optional.ofNullable(bundle.getProperty("karaf.base")).map(base -> Path.of(base, "data-city")));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindListener(RegistrationListener listener) {
        listeners.add(listener);
    }

    void unbindListener(RegistrationListener listener) {
        listeners.remove(listener);
    }

    /** Hono's registry was changed: says so to whoever keeps something about devices. */
    private void tell(RegistryChange change) {
        DeviceId device =
                switch (change.kind()) {
                    case DEVICE, CREDENTIALS -> change.device();
                    case TENANT, ALL_DEVICES -> new DeviceId(change.device().tenant(), "+");
                };
        boolean admitted = change.kind() == RegistryChange.Kind.CREDENTIALS || change.enabled();
        listeners.forEach(listener -> tell(listener, device, admitted));
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // One listener's fault is not the others'.
    private static void tell(RegistrationListener listener, DeviceId device, boolean admitted) {
        try {
            listener.changed(device, admitted);
        } catch (RuntimeException e) {
            LOG.warn("{} failed to hear of a change of {}", listener, device, e);
        }
    }

    @Override
    public String subject() {
        return "connect-hono";
    }

    @Override
    public Status status() {
        return link.status();
    }

    @Deactivate
    void stop() {
        link.close();
    }

    /** Looks for the brokers anew, as after a long absence of theirs; for tests. */
    void renew() {
        link.renew();
    }

    /** Stops as a killed process would; for tests. */
    void vanish() {
        link.vanish();
    }
}
