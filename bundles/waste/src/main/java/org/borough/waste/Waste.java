// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.borough.rulebook.Rulebooks;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.things.FillLevel;
import org.borough.things.TravelState;
import org.borough.things.WasteContainer;
import org.borough.twin.History;
import org.borough.twin.Interest;
import org.borough.twin.Twins;
import org.borough.waste.rules.WasteRulesJson;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waste collection as a service: owns the thread that watches and the one that plans. */
@Component(immediate = true, configurationPid = "org.borough.waste", service = Health.class)
@Designate(ocd = WasteConfig.class)
public final class Waste implements Health {

    private static final int STOP_SECONDS = 2;
    private static final int MILLIS = 1000;
    private static final int WAITING_PLANS = 64;
    private static final Logger LOG = LoggerFactory.getLogger(Waste.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> named(task, "waste"));
    // Plans take seconds of a processor: they wait for each other, and no container waits for them.
    private final ExecutorService planning = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_PLANS), task -> named(task, "waste-planning"));
    private final Watch watch;
    private final Subscription subscription;
    private volatile String failure = "";

    /** Starts watching; without a history the days before are unknown. */
    @Activate
    public Waste(
            @Reference Twins twins,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    History history,
            Map<String, Object> file) {
        this(twins, Optional.ofNullable(history), Settings.of(file), Clock.systemUTC());
    }

    Waste(Twins twins, Optional<History> history, Settings settings, Clock clock) {
        Known known = new Known(clock);
        Map<ThingId, Area> areas = Watch.areas();
        Rounds rounds = new Rounds(Rounds.of(areas), planning, clock);
        this.watch = new Watch(
                known,
                new Past(history, settings.zone()),
                new Pages(twins, settings),
                new Rulebooks<>(twins, Known.SUBJECT, Known.FEATURE, new WasteRulesJson(), rounds, known::again),
                new Office(planning, settings.mapFile()),
                settings,
                areas);
        this.subscription = twins.listen(
                Interest.in(FillLevel.CAPABILITY, WasteContainer.CAPABILITY, TravelState.CAPABILITY, Known.AREA),
                known);
        long period = Math.round(settings.tickSeconds() * MILLIS);
        thread.scheduleWithFixedDelay(this::guarded, 0, period, TimeUnit.MILLISECONDS);
    }

    private static Thread named(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    // A defect met with one container must not end the collection of a city for ever: the next look tries again.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void guarded() {
        try {
            watch.tick();
            failure = "";
        } catch (RuntimeException e) {
            if (failure.isEmpty()) {
                LOG.error("the waste service could not finish a look and goes on with the next", e);
            }
            failure = "The last look failed: " + e + ". See the log.";
        }
    }

    @Override
    public String subject() {
        return "waste";
    }

    @Override
    public Status status() {
        return failure.isEmpty() ? watch.status() : Status.failed(failure);
    }

    /** Stops; what was shown stays. */
    @Deactivate
    public void stop() throws InterruptedException {
        subscription.close();
        planning.shutdownNow();
        thread.shutdownNow();
        thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    }
}
