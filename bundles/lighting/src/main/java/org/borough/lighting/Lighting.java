// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.things.Luminaire;
import org.borough.things.Photocell;
import org.borough.things.TrafficCount;
import org.borough.twin.History;
import org.borough.twin.Interest;
import org.borough.twin.Twins;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Street lighting as a service: owns the thread that steers. */
@Component(immediate = true, configurationPid = "org.borough.lighting", service = Health.class)
@Designate(ocd = LightingConfig.class)
public final class Lighting implements Health {

    private static final int STOP_SECONDS = 2;
    private static final int DRY_RUNS = 32;
    private static final Logger LOG = LoggerFactory.getLogger(Lighting.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread named = new Thread(task, "lighting");
        named.setDaemon(true);
        return named;
    });
    // Dry runs take seconds of a processor: they wait for each other, and no lamp waits for them.
    private final ExecutorService dryRuns =
            new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(DRY_RUNS), task -> {
                Thread named = new Thread(task, "lighting-dry-run");
                named.setDaemon(true);
                return named;
            });
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Steering steering;
    private final Subscription subscription;
    private volatile String failure = "";

    /** Starts steering. */
    @Activate
    public Lighting(
            @Reference Twins twins,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    History history,
            Map<String, Object> file) {
        this(twins, Optional.ofNullable(history), Settings.of(file), Clock.systemUTC());
    }

    Lighting(Twins twins, Optional<History> history, Settings.Checked settings, Clock clock) {
        Known known = new Known(this::wake);
        this.steering = new Steering(twins, clock, known, settings.defaults(), new DryRuns.Archive(history, dryRuns));
        this.subscription = twins.listen(
                Interest.in(
                        Luminaire.CAPABILITY,
                        org.borough.things.Presence.CAPABILITY,
                        TrafficCount.CAPABILITY,
                        Photocell.CAPABILITY,
                        Known.GROUP),
                known);
        long period = Math.round(settings.tickSeconds() * 1000);
        thread.scheduleWithFixedDelay(() -> guarded(steering::tick), 0, period, TimeUnit.MILLISECONDS);
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            try {
                thread.execute(() -> {
                    awake.set(false);
                    guarded(steering::react);
                });
            } catch (RejectedExecutionException e) {
                LOG.debug("lighting is stopping");
            }
        }
    }

    // A defect met with one twin must not stop the lamps of a city for ever: the next tick tries again.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void guarded(Runnable work) {
        try {
            work.run();
            failure = "";
        } catch (RuntimeException e) {
            if (failure.isEmpty()) {
                LOG.error("lighting could not finish a tick and goes on with the next", e);
            }
            failure = "The last tick failed: " + e + ". See the log.";
        }
    }

    @Override
    public String subject() {
        return "lighting";
    }

    @Override
    public Status status() {
        return failure.isEmpty() ? steering.status() : Status.failed(failure);
    }

    /** Stops; the lamps stay as they are. */
    @Deactivate
    public void stop() throws InterruptedException {
        subscription.close();
        dryRuns.shutdownNow();
        thread.execute(() -> guarded(steering::finish));
        thread.shutdown();
        thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    }
}
