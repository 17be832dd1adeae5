// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

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
import org.borough.twin.History;
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

/** Traffic as a service: owns the thread that watches and the one that learns. */
@Component(immediate = true, configurationPid = "org.borough.traffic", service = Health.class)
@Designate(ocd = TrafficConfig.class)
public final class Traffic implements Health {

    private static final int STOP_SECONDS = 2;
    private static final int MILLIS = 1000;
    private static final int WAITING = 64;
    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> named(task, "traffic"));
    // Learning takes seconds of a processor: areas learn one after the other, and no reading waits for them.
    private final ExecutorService learners = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> named(task, "traffic-learning"));
    private final Watch watch;
    private final Subscription subscription;
    private volatile String failure = "";

    /** Starts watching; without a history the days before are unknown. */
    @Activate
    public Traffic(
            @Reference Twins twins,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    History history,
            Map<String, Object> file) {
        this(twins, Optional.ofNullable(history), file, Clock.systemUTC());
    }

    /** The same at the time of another clock; looks still come by the wall's. */
    public Traffic(Twins twins, Optional<History> history, Map<String, Object> file, Clock clock) {
        Settings settings = Settings.of(file);
        Known known = new Known(clock);
        this.watch = new Watch(twins, known, settings, history, learners);
        this.subscription = twins.listen(Known.interest(), known);
        long period = Math.round(settings.tickSeconds() * MILLIS);
        thread.scheduleWithFixedDelay(this::guarded, 0, period, TimeUnit.MILLISECONDS);
    }

    private static Thread named(Runnable task, String name) {
        Thread named = new Thread(task, name);
        named.setDaemon(true);
        return named;
    }

    // A defect met with one counter must not end the watch over a city for ever: the next look tries again.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void guarded() {
        try {
            watch.tick();
            failure = "";
        } catch (RuntimeException e) {
            if (failure.isEmpty()) {
                LOG.error("the traffic service could not finish a look and goes on with the next", e);
            }
            failure = "The last look failed: " + e + ". See the log.";
        }
    }

    @Override
    public String subject() {
        return "traffic";
    }

    @Override
    public Status status() {
        return failure.isEmpty() ? watch.status() : Status.failed(failure);
    }

    /** Stops; what was shown stays, signals keep their plans. */
    @Deactivate
    public void stop() throws InterruptedException {
        subscription.close();
        thread.shutdownNow();
        learners.shutdownNow();
        thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    }
}
