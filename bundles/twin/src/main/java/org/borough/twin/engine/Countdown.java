// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.ditto.base.model.common.DittoDuration;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.DittoHeadersBuilder;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectAnnouncement;
import org.eclipse.ditto.policies.model.SubjectExpiry;
import org.eclipse.ditto.policies.model.signals.announcements.SubjectDeletionAnnouncement;

/**
 * One subject of a policy on its way to its end: announced, acknowledged, removed. All of it runs on the one thread of the
 * watch.
 */
final class Countdown {

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SubjectWatch watch;
    private final Entity policy;
    private final Subject subject;
    private final Optional<Instant> end;
    private Duration backOff = FIRST_BACK_OFF;
    private Stage stage = Stage.QUIET;
    private Instant deleteAt;
    private boolean acknowledged;
    private boolean deleted;
    private long ticket;

    Countdown(SubjectWatch watch, Entity policy, Subject subject) {
        this.watch = watch;
        this.policy = policy;
        this.subject = subject;
        this.end = subject.getExpiry().map(SubjectExpiry::getTimestamp);
        this.deleteAt = end.orElse(Instant.MAX);
    }

    void start() {
        Optional<Duration> ahead = subject.getAnnouncement()
                .flatMap(SubjectAnnouncement::getBeforeExpiry)
                .map(DittoDuration::getDuration);
        if (ahead.isPresent() && end.isPresent()) {
            announceAt(end.get().minus(ahead.get()).minus(earlier()));
        } else {
            removeAtEnd();
        }
    }

    /** Another subject with this id is in its place. */
    void cancel() {
        stage = Stage.OVER;
    }

    /** The subject is in the policy no more. */
    void gone() {
        if (stage == Stage.OVER || deleted) {
            return;
        }
        deleted = true;
        deleteAt = watch.now();
        boolean wanted = subject.getAnnouncement()
                .filter(SubjectAnnouncement::isWhenDeleted)
                .isPresent();
        if (stage != Stage.ASKED) {
            if (wanted && !acknowledged) {
                announce();
            } else {
                stage = Stage.OVER;
            }
        }
    }

    /** So much earlier than asked for, so that not all of a grid's announcements come at once. */
    private Duration earlier() {
        long millis = subject.getAnnouncement()
                .flatMap(SubjectAnnouncement::getRandomizationInterval)
                .map(DittoDuration::getDuration)
                .orElse(watch.randomization())
                .toMillis();
        return millis <= 0
                ? Duration.ZERO
                : Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis));
    }

    private void announceAt(Instant time) {
        stage = Stage.WAITING;
        ticket++;
        long mine = ticket;
        watch.at(time, () -> {
            // Somebody may have taken the subject out meanwhile, which was announced then.
            if (stage == Stage.WAITING && mine == ticket) {
                announce();
            }
        });
    }

    private void announce() {
        stage = Stage.ASKED;
        DittoHeaders headers = headers();
        Duration patience = headers.getTimeout()
                .filter(asked -> asked.compareTo(PATIENCE) < 0)
                .orElse(PATIENCE);
        watch.announce(
                SubjectDeletionAnnouncement.of((PolicyId) policy.id, deleteAt, List.of(subject.getId()), headers),
                patience,
                this::heard);
    }

    private DittoHeaders headers() {
        DittoHeadersBuilder<?, ?> builder = DittoHeaders.newBuilder().randomCorrelationId();
        subject.getAnnouncement().ifPresent(wanted -> {
            builder.acknowledgementRequests(wanted.getRequestedAcksLabels());
            wanted.getRequestedAcksTimeout().ifPresent(builder::timeout);
        });
        return builder.build();
    }

    private void heard(Announcements.Heard answer) {
        if (stage != Stage.ASKED) {
            return;
        }
        Instant next = watch.now().plus(backOff);
        boolean again = answer == Announcements.Heard.NOT_YET
                && next.isBefore(end.orElse(deleteAt).plus(watch.grace()));
        if (again) {
            backOff = backOff.compareTo(LONGEST_BACK_OFF) < 0 ? backOff.multipliedBy(2) : LONGEST_BACK_OFF;
            announceAt(next);
            return;
        }
        acknowledged = answer == Announcements.Heard.FULLY;
        if (deleted) {
            stage = Stage.OVER;
        } else {
            removeAtEnd();
        }
    }

    private void removeAtEnd() {
        stage = Stage.QUIET;
        end.ifPresent(time -> watch.at(time, this::remove));
    }

    private void remove() {
        if (stage == Stage.QUIET && !deleted) {
            watch.remove(policy, subject);
        }
    }

    private enum Stage {
        /** Nothing is to be said before the end. */
        QUIET,
        /** An announcement is due at some time. */
        WAITING,
        /** An announcement is out and perhaps not acknowledged yet. */
        ASKED,
        OVER
    }
}
