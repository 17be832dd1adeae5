// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import jakarta.servlet.Servlet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.borough.talq.FunctionTable;
import org.borough.talq.TalqClient;
import org.borough.talq.TalqDoor;
import org.borough.talq.TalqDoor.Route;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.twin.Entitlements;
import org.borough.twin.Interest;
import org.borough.twin.Twins;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that serves one CMS. */
final class CmsPeer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CmsPeer.class);
    private static final int TICK_MILLIS = 200;

    private final CmsSettings settings;
    private final TalqDoor door;
    private final Overrides overrides;
    private final Loggers loggers;
    private final Optional<Announcer> announcer;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final ScheduledExecutorService thread;
    private final ExecutorService network;
    private volatile String failure = "";

    CmsPeer(CmsSettings settings, Twins twins, Entitlements entitlements, Clock clock) {
        this.settings = settings;
        FunctionTable table = FunctionTable.standard();
        Inventory inventory = new Inventory(table, settings.namespaces(), settings.subject(), entitlements);
        Streets streets = new Streets(inventory);
        Shelf shelf = new Shelf(twins, settings);
        Targets targets = new Targets(inventory, streets, shelf);
        Plans plans = new Plans(shelf, clock);
        Devices devices = new Devices(table, inventory, settings.silence(), clock, streets::calendar);
        this.overrides = new Overrides(shelf, targets, twins, settings, clock);
        this.loggers = new Loggers(
                table, inventory, devices, shelf, streets, settings.cms().isPresent(), clock);
        this.thread = Executors.newSingleThreadScheduledExecutor(named("talq-gateway-" + settings.name()));
        this.network = Executors.newFixedThreadPool(2, named("talq-gateway-" + settings.name() + "-net"));
        this.announcer = settings.cms()
                .map(target -> new Announcer(
                        new TalqClient(target, settings.tls(), network), inventory, devices, loggers, clock));
        inventory.tell(
                twin -> {
                    announcer.ifPresent(one -> one.came(twin));
                    loggers.present(twin);
                },
                thing -> announcer.ifPresent(one -> one.went(thing)),
                loggers::changed);
        subscriptions.add(twins.listen(Interest.in(Streets.CAPABILITY), streets));
        subscriptions.add(twins.listen(interest(table), inventory));
        List<Route> routes = new ArrayList<>(new Operations(inventory, devices, twins, settings).routes());
        routes.addAll(new Groups(shelf, streets, targets, settings.gatewayAddress()).routes());
        routes.addAll(plans.routes());
        routes.addAll(new Assignments(shelf, streets, targets, plans, twins, settings).routes());
        routes.addAll(overrides.routes());
        routes.addAll(loggers.routes());
        this.door = new TalqDoor(settings.subject(), settings.cmsAddress(), settings.maxBytes(), routes);
        thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Interest interest(FunctionTable table) {
        return Interest.in(table.capabilities().stream()
                .map(capability -> "borough:" + capability)
                .toArray(String[]::new));
    }

    private static java.util.concurrent.ThreadFactory named(String name) {
        return task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        };
    }

    // A defect met with one device must not end the reports of a city: the next tick tries again.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void tick() {
        try {
            overrides.tick();
            announcer.ifPresent(Announcer::tick);
            failure = "";
        } catch (RuntimeException e) {
            if (failure.isEmpty()) {
                LOG.error("The TALQ gateway for {} could not finish a round and goes on", settings.name(), e);
            }
            failure = "The last round failed: " + e + ". See the log.";
        }
    }

    TalqDoor door() {
        return door;
    }

    String path() {
        return "/talq/gateway/" + settings.name() + "/v2";
    }

    /** What the whiteboard needs to know of the door. */
    Dictionary<String, Object> place() {
        return FrameworkUtil.asDictionary(Map.of(
                "osgi.http.whiteboard.servlet.pattern",
                path() + "/*",
                "osgi.http.whiteboard.servlet.asyncSupported",
                true,
                "osgi.http.whiteboard.servlet.name",
                "talq-gateway-" + settings.name()));
    }

    Servlet servlet() {
        return door;
    }

    Status status() {
        if (!failure.isEmpty()) {
            return Status.failed(failure);
        }
        return announcer.map(Announcer::status).orElseGet(() -> Status.ok("open at " + path()));
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        thread.shutdownNow();
        network.shutdownNow();
    }
}
