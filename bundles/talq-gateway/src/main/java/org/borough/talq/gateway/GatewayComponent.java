// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import jakarta.servlet.Servlet;
import java.time.Clock;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.borough.twin.Entitlements;
import org.borough.twin.Twins;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** One CMS, from its configuration on. Its door is registered by hand, at the place that the configuration names. */
@Component(
        immediate = true,
        service = Health.class,
        configurationPid = CmsConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CmsConfig.class, factory = true)
public final class GatewayComponent implements Health {

    private final CmsSettings settings;
    private final CmsPeer peer;
    private final ServiceRegistration<Servlet> registration;

    /** Opens the door and begins to announce. */
    @Activate
    public GatewayComponent(
            BundleContext context, CmsConfig config, @Reference Twins twins, @Reference Entitlements entitlements) {
        this.settings = CmsSettings.of(config);
        this.peer = new CmsPeer(settings, twins, entitlements, Clock.systemUTC());
        this.registration = context.registerService(Servlet.class, peer.servlet(), peer.place());
    }

    @Deactivate
    void stop() {
        registration.unregister();
        peer.close();
    }

    @Override
    public String subject() {
        return "talq-gateway " + settings.name();
    }

    @Override
    public Status status() {
        return peer.status();
    }
}
