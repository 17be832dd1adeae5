// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.connect.CommandAsker;
import org.borough.connect.DeviceCommands;
import org.borough.connect.Registrations;
import org.borough.connect.RegistryChangeListener;
import org.borough.connect.UplinkMirror;
import org.borough.hono.KafkaClients;
import org.borough.hono.KafkaSettings;
import org.borough.thing.Health;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops with its configuration. Its services are registered by hand: only those that are switched on, since a
 * mirror that is there is waited for, and without a circle between the router and what needs it.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = NorthboundConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = NorthboundConfig.class)
public final class NorthboundComponent {

    private static final Logger LOG = LoggerFactory.getLogger(NorthboundComponent.class);

    private final Optional<Northbound> northbound;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    /** Takes its needs. Without brokers it sleeps: the shipped configuration names none. */
    @Activate
    public NorthboundComponent(
            BundleContext context,
            NorthboundConfig config,
            Map<String, Object> all,
            @Reference DeviceCommands commands,
            @Reference Registrations registrations) {
        if (config.bootstrapServers() == null || config.bootstrapServers().isBlank()) {
            northbound = Optional.empty();
            return;
        }
        NorthboundSettings settings = NorthboundSettings.of(config);
        KafkaSettings kafka = KafkaSettings.of(all);
        KafkaClients clients = new KafkaClients(kafka, settings.group());
        Northbound awake =
                new Northbound(settings, clients, kafka.servers(), commands, registrations, Clock.systemUTC());
        northbound = Optional.of(awake);
        register(context, settings, awake);
        LOG.info("Applications of Hono are served at {}", kafka);
    }

    private void register(BundleContext context, NorthboundSettings settings, Northbound awake) {
        services.add(context.registerService(Health.class, awake, null));
        services.add(context.registerService(CommandAsker.class, awake.asker(), null));
        if (settings.mirror()) {
            services.add(context.registerService(UplinkMirror.class, awake::mirror, null));
        }
        if (settings.notifications() || settings.commands()) {
            services.add(context.registerService(RegistryChangeListener.class, awake::changed, null));
        }
    }

    @Deactivate
    void deactivate() {
        services.forEach(ServiceRegistration::unregister);
        northbound.ifPresent(Northbound::close);
    }
}
