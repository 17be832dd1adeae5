// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.borough.twin.Cause;
import org.borough.twin.engine.policy.SubjectTimes;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectId;
import org.eclipse.ditto.policies.model.signals.announcements.SubjectDeletionAnnouncement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes subjects out of policies when they come to their ends, and has that announced as they ask for. */
final class SubjectWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SubjectWatch.class);
    private static final Duration LONGEST_SLEEP = Duration.ofDays(1);
    private static final Duration DISK_BACK_OFF = Duration.ofSeconds(30);

    private final Lanes lanes;
    private final Revisions revisions;
    private final Announcements announcements;
    private final SubjectSettings settings;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer;
    private final Map<PolicyId, Map<Subject, Countdown>> watched = new HashMap<>();

    SubjectWatch(Lanes lanes, Revisions revisions, Announcements announcements, SubjectSettings settings, Clock clock) {
        this.lanes = lanes;
        this.revisions = revisions;
        this.announcements = announcements;
        this.settings = settings;
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "borough-twin-subjects");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins with what the policies say after a start; subjects that ended meanwhile are removed now. */
    void start(Collection<Entity> policies) {
        policies.stream().filter(policy -> isTimed(policy.state())).forEach(policy -> look(policy, policy.state()));
    }

    /** Hears of a policy that has changed. */
    void changed(Pending pending) {
        if (pending.entity().kind == Entity.Kind.POLICY
                && (isTimed(pending.happened().get(0).before()) || isTimed(pending.after()))) {
            look(pending.entity(), pending.after());
        }
    }

    Instant now() {
        return clock.instant();
    }

    Duration grace() {
        return settings.grace();
    }

    Duration randomization() {
        return settings.randomization();
    }

    /** Does something when its time has come. */
    void at(Instant time, Runnable action) {
        Duration left = Duration.between(now(), time);
        Duration sleep = left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP;
        Runnable due = () -> {
            if (now().isBefore(time)) {
                at(time, action);
            } else {
                action.run();
            }
        };
        try {
            timer.schedule(due, sleep.isNegative() ? 0 : sleep.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("The engine stops; the next start goes on");
        }
    }

    private void soon(Runnable action) {
        try {
            timer.execute(action);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("The engine stops; the next start goes on");
        }
    }

    void announce(SubjectDeletionAnnouncement announcement, Duration patience, Consumer<Announcements.Heard> answered) {
        announcements.tell(announcement, patience.toMillis()).thenAccept(heard -> soon(() -> answered.accept(heard)));
    }

    /** Removes a subject that has come to its end from wherever it is in a policy. */
    void remove(Entity policy, Subject subject) {
        lanes.compute(policy, before -> removal(policy, before, subject)).whenComplete((nothing, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "A subject of policy {} has ended but cannot be removed yet: {}",
                        policy.id,
                        failure.toString());
                at(now().plus(DISK_BACK_OFF), () -> remove(policy, subject));
            }
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private Step<Void> removal(Entity policy, State before, Subject subject) {
        Map<Label, Collection<SubjectId>> places = new LinkedHashMap<>();
        if (before.alive()) {
            for (PolicyEntry entry : PolicyValues.policy(Views.plainPolicy(policy, before))) {
                if (entry.getSubjects().stream().anyMatch(subject::equals)) {
                    places.put(entry.getLabel(), List.of(subject.getId()));
                }
            }
        }
        if (places.isEmpty() || !SubjectTimes.ended(subject, now())) {
            return Step.nothing(null);
        }
        var event = new PolicyEvents((PolicyId) policy.id, before.revision() + 1, now(), DittoHeaders.empty())
                .withoutSubjects(places);
        State after = revisions.after(Entity.Kind.POLICY, before, event);
        return Step.of(Happened.of(event, before, after, Cause.of("", "the subject has come to its end")), null);
    }

    private void look(Entity policy, State state) {
        soon(() -> compare(policy, state));
    }

    private void compare(Entity policy, State state) {
        PolicyId id = (PolicyId) policy.id;
        Set<Subject> now = timedSubjects(policy, state);
        Set<SubjectId> ids = now.stream().map(Subject::getId).collect(Collectors.toSet());
        Map<Subject, Countdown> known = watched.computeIfAbsent(id, key -> new HashMap<>());
        Set<Subject> went = new HashSet<>(known.keySet());
        went.removeAll(now);
        for (Subject subject : went) {
            Countdown countdown = known.remove(subject);
            if (ids.contains(subject.getId())) {
                countdown.cancel();
            } else {
                countdown.gone();
            }
        }
        now.removeAll(known.keySet());
        for (Subject subject : now) {
            Countdown countdown = new Countdown(this, policy, subject);
            known.put(subject, countdown);
            countdown.start();
        }
        if (known.isEmpty()) {
            watched.remove(id);
        }
    }

    private static Set<Subject> timedSubjects(Entity policy, State state) {
        if (!state.alive()) {
            return new HashSet<>();
        }
        Policy now = PolicyValues.policy(Views.plainPolicy(policy, state));
        return now.stream()
                .flatMap(entry -> entry.getSubjects().stream())
                .filter(subject -> subject.getExpiry().isPresent()
                        || subject.getAnnouncement().isPresent())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean isTimed(State state) {
        return state.document() instanceof SharedDocument shared && shared.timed();
    }
}
