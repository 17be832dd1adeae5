// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.things.AirQuality;
import org.borough.things.Climate;
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

/** Air quality as a service: owns the thread that watches. */
@Component(immediate = true, configurationPid = "org.borough.air", service = Health.class)
@Designate(ocd = AirConfig.class)
public final class Air implements Health {

    private static final int STOP_SECONDS = 2;
    private static final int MILLIS = 1000;
    private static final int DRY_RUNS = 32;
    private static final Logger LOG = LoggerFactory.getLogger(Air.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread named = new Thread(task, "air");
        named.setDaemon(true);
        return named;
    });
    // Dry runs take seconds of a processor: they wait for each other, and no look waits for them.
    private final ExecutorService dryRuns =
            new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(DRY_RUNS), task -> {
                Thread named = new Thread(task, "air-dry-run");
                named.setDaemon(true);
                return named;
            });
    private final Watch watch;
    private final Subscription subscription;
    private volatile String failure = "";

    /** Starts watching; without a history the hours before are unknown. */
    @Activate
    public Air(
            @Reference Twins twins,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    History history,
            Map<String, Object> file) {
        this(twins, Optional.ofNullable(history), file, Clock.systemUTC());
    }

    /** Starts watching by a clock of one's own. */
    public Air(Twins twins, Optional<History> history, Map<String, Object> file, Clock clock) {
        Settings settings = Settings.of(file);
        Known known = new Known(clock);
        this.watch = new Watch(twins, known, settings, new DryRuns.Archive(history, dryRuns));
        this.subscription = twins.listen(
                Interest.in(AirQuality.CAPABILITY, Climate.CAPABILITY, Known.AREA, EquationPages.CAPABILITY), known);
        long period = Math.round(settings.tickSeconds() * MILLIS);
        thread.scheduleWithFixedDelay(this::guarded, 0, period, TimeUnit.MILLISECONDS);
    }

    // A defect met with one sensor must not end the watch over a city for ever: the next look tries again.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void guarded() {
        try {
            watch.tick();
            failure = "";
        } catch (RuntimeException e) {
            if (failure.isEmpty()) {
                LOG.error("the air service could not finish a look and goes on with the next", e);
            }
            failure = "The last look failed: " + e + ". See the log.";
        }
    }

    @Override
    public String subject() {
        return "air";
    }

    @Override
    public Status status() {
        return failure.isEmpty() ? watch.status() : Status.failed(failure);
    }

    /** Stops; what was shown stays. */
    @Deactivate
    public void stop() throws InterruptedException {
        subscription.close();
        dryRuns.shutdownNow();
        thread.shutdownNow();
        thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    }
}
