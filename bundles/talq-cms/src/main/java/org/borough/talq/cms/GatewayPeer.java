// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Servlet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.borough.connect.CommandTarget;
import org.borough.connect.Downlinks;
import org.borough.connect.Provisioning;
import org.borough.connect.Registrations;
import org.borough.connect.Uplinks;
import org.borough.talq.FunctionTable;
import org.borough.talq.TalqClient;
import org.borough.talq.TalqDoor;
import org.borough.talq.TalqJson;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.Twins;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that drives one gateway. */
final class GatewayPeer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayPeer.class);
    private static final int TICK_MILLIS = 200;

    private final GatewaySettings settings;
    private final TalqDoor door;
    private final Yard yard;
    private final Fallback fallback;
    private final Dispatcher dispatcher;
    private final Twins twins;
    private final Downlinks downlinks;
    private final AtomicBoolean greeted = new AtomicBoolean();
    private final AtomicBoolean opening = new AtomicBoolean();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final ScheduledExecutorService thread;
    private final ExecutorService network;
    private volatile boolean open;
    private volatile String failure = "";

    /** What a peer needs of the platform. */
    record Platform(
            Twins twins,
            Uplinks uplinks,
            Downlinks downlinks,
            Provisioning provisioning,
            Registrations registrations) {}

    GatewayPeer(GatewaySettings settings, Platform platform, Clock clock) {
        this.settings = settings;
        this.twins = platform.twins();
        this.downlinks = platform.downlinks();
        this.thread = Executors.newSingleThreadScheduledExecutor(named("talq-cms-" + settings.name()));
        this.network = Executors.newFixedThreadPool(2, named("talq-cms-" + settings.name() + "-net"));
        FunctionTable table = FunctionTable.standard();
        this.yard = new Yard(settings, twins, platform.provisioning(), platform.registrations(), table);
        Intake intake = new Intake(settings, yard, platform.uplinks(), platform.registrations(), clock);
        TalqClient client = new TalqClient(settings.target(), settings.tls(), network);
        this.dispatcher = new Dispatcher(settings, client, yard, intake, twins, clock);
        this.fallback = new Fallback(settings, twins, yard);
        Operations operations =
                new Operations(settings, yard, intake, twins, () -> greeted.set(true), fallback::refresh);
        this.door =
                new TalqDoor(settings.subject(), settings.gatewayAddress(), settings.maxBytes(), operations.routes());
        subscriptions.add(twins.listen(Interest.in(Fallback.CAPABILITY), fallback));
        thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        };
    }

    // A defect met once must not end the service of a gateway: the next tick tries again.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void tick() {
        try {
            if (!open) {
                begin();
                return;
            }
            if (greeted.getAndSet(false)) {
                greet();
            }
            fallback.tick();
            failure = "";
        } catch (RuntimeException e) {
            if (failure.isEmpty()) {
                LOG.error("The TALQ CMS for {} could not finish a round and goes on", settings.name(), e);
            }
            failure = "The last round failed: " + e + ". See the log.";
        }
    }

    /** Makes the gateway's own thing, and takes commands once that is there. */
    private void begin() {
        if (opening.getAndSet(true)) {
            return;
        }
        yard.open().whenComplete((done, refusal) -> {
            if (refusal == null) {
                subscriptions.add(downlinks.open(new CommandTarget(settings.gateway(), CommandTarget.ALL), dispatcher));
                open = true;
                failure = "";
            } else {
                failure = "The gateway's thing could not be made: " + refusal.getMessage();
            }
            opening.set(false);
        });
    }

    /** A gateway that has begun anew may have forgotten what it was given. */
    private void greet() {
        ObjectNode lists = TalqJson.MAPPER.createObjectNode();
        twins.get(settings.gateway().thing())
                .map(Twin::json)
                .map(json -> TalqJson.tree(json.getBytes(StandardCharsets.UTF_8)))
                .map(json ->
                        json.path("features").path(TalqAdapter.GATEWAY_FEATURE).path("desiredProperties"))
                .ifPresent(desired -> desired.fields().forEachRemaining(entry -> {
                    JsonNode list = entry.getValue();
                    if (list.isArray()) {
                        lists.set(entry.getKey(), list);
                    }
                }));
        if (!lists.isEmpty()) {
            dispatcher.configure(lists).whenComplete((problem, refusal) -> {
                if (refusal != null || !problem.isEmpty()) {
                    LOG.warn(
                            "The TALQ gateway {} did not take its plans: {}",
                            settings.name(),
                            refusal == null ? problem : refusal.getMessage());
                }
            });
        }
    }

    String path() {
        return "/talq/cms/" + settings.name() + "/v2";
    }

    /** What the whiteboard needs to know of the door. */
    Dictionary<String, Object> place() {
        return FrameworkUtil.asDictionary(Map.of(
                "osgi.http.whiteboard.servlet.pattern",
                path() + "/*",
                "osgi.http.whiteboard.servlet.asyncSupported",
                true,
                "osgi.http.whiteboard.servlet.name",
                "talq-cms-" + settings.name()));
    }

    Servlet servlet() {
        return door;
    }

    Status status() {
        if (!failure.isEmpty()) {
            return Status.failed(failure);
        }
        String trouble = dispatcher.trouble();
        return trouble.isEmpty()
                ? Status.ok("open at " + path())
                : Status.degraded("The gateway did not take something: " + trouble);
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        thread.shutdownNow();
        network.shutdownNow();
    }
}
