// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import jakarta.servlet.Servlet;
import java.time.Clock;
import org.borough.connect.Downlinks;
import org.borough.connect.Provisioning;
import org.borough.connect.Registrations;
import org.borough.connect.Uplinks;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.borough.twin.Twins;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** One gateway, from its configuration on. Its door is registered by hand, at the place that the configuration names. */
@Component(
        immediate = true,
        service = Health.class,
        configurationPid = GatewayConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = GatewayConfig.class, factory = true)
public final class CmsComponent implements Health {

    private final GatewaySettings settings;
    private final GatewayPeer peer;
    private final ServiceRegistration<Servlet> registration;

    /** Opens the door; commands go out from now on. */
    @Activate
    public CmsComponent(
            BundleContext context,
            GatewayConfig config,
            @Reference Twins twins,
            @Reference Uplinks uplinks,
            @Reference Downlinks downlinks,
            @Reference Provisioning provisioning,
            @Reference Registrations registrations) {
        this.settings = GatewaySettings.of(config);
        this.peer = new GatewayPeer(
                settings,
                new GatewayPeer.Platform(twins, uplinks, downlinks, provisioning, registrations),
                Clock.systemUTC());
        this.registration = context.registerService(Servlet.class, peer.servlet(), peer.place());
    }

    @Deactivate
    void stop() {
        registration.unregister();
        peer.close();
    }

    @Override
    public String subject() {
        return "talq-cms " + settings.name();
    }

    @Override
    public Status status() {
        return peer.status();
    }
}
