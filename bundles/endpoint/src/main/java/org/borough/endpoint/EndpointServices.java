// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.borough.connect.Downlinks;
import org.borough.connect.Registrations;
import org.borough.connect.Uplinks;
import org.borough.store.Stores;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Offers the platform to the endpoints. */
@Component(service = Endpoints.class, configurationPid = EndpointConfig.PID)
@Designate(ocd = EndpointConfig.class)
public final class EndpointServices implements Endpoints {

    private final Uplinks uplinks;
    private final Downlinks downlinks;
    private final Registrations registrations;
    private final Notices.Mode connectionEvents;
    private final UsageMeter meter;
    private final ScheduledExecutorService timer;

    /** Opens the store {@code usage}. */
    @Activate
    public EndpointServices(
            EndpointConfig config,
            @Reference Uplinks uplinks,
            @Reference Downlinks downlinks,
            @Reference Registrations registrations,
            @Reference Stores stores) {
        ConfigurationCheck check = new ConfigurationCheck(EndpointConfig.PID);
        this.connectionEvents = mode(check, config.connectionEvents());
        int rate = check.whole("maxMessagesPerSecondPerDevice", config::maxMessagesPerSecondPerDevice, -1, 1_000_000);
        int seconds = check.whole("saveSeconds", config::saveSeconds, 1, 3600);
        this.uplinks = uplinks;
        this.downlinks = downlinks;
        this.registrations = registrations;
        this.meter = new UsageMeter(registrations, stores.open("usage"), rate, Clock.systemUTC(), System::nanoTime);
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "borough-usage");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(meter::save, seconds, seconds, TimeUnit.SECONDS);
    }

    static Notices.Mode mode(ConfigurationCheck check, String name) {
        for (Notices.Mode mode : Notices.Mode.values()) {
            if (mode.name().equals(name.toUpperCase(Locale.ROOT))) {
                return mode;
            }
        }
        throw check.invalid("connectionEvents", "'" + name + "'", "none, logging or events");
    }

    @Deactivate
    void stop() {
        timer.shutdownNow();
        meter.close();
    }

    @Override
    public Platform platform(String protocol) {
        return new Platform(protocol, uplinks, downlinks, registrations, meter, connectionEvents, Clock.systemUTC());
    }
}
