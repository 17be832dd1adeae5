// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.common.DittoDuration;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectAnnouncement;
import org.eclipse.ditto.policies.model.SubjectExpiry;

/** When subjects of policies end, and when that is announced: on a grid, so that one look serves many of them. */
public final class SubjectTimes {

    private final Granularity expiry;
    private final Duration announcement;

    /** Rounds the ends of subjects and the time between announcement and end up to multiples of these. */
    public SubjectTimes(Duration expiryGranularity, Duration announcementGranularity) {
        this.expiry = Granularity.of(expiryGranularity);
        this.announcement = announcementGranularity;
    }

    /** The subject with its times on the grid. */
    public Subject rounded(Subject subject) {
        if (subject.getExpiry().isEmpty() && subject.getAnnouncement().isEmpty()) {
            return subject;
        }
        return Subject.newInstance(
                subject.getId(),
                subject.getType(),
                subject.getExpiry().map(this::rounded).orElse(null),
                subject.getAnnouncement().map(this::rounded).orElse(null));
    }

    /** An end on the grid. */
    public SubjectExpiry rounded(SubjectExpiry given) {
        return SubjectExpiry.newInstance(expiry.roundedUp(given.getTimestamp()));
    }

    /** An announcement on the grid. */
    public SubjectAnnouncement rounded(SubjectAnnouncement given) {
        Optional<DittoDuration> before = given.getBeforeExpiry();
        return before.isEmpty() ? given : given.setBeforeExpiry(rounded(before.get()));
    }

    private DittoDuration rounded(DittoDuration before) {
        long grid = Math.max(1, announcement.toMillis());
        long millis = Math.max(grid, before.getDuration().toMillis());
        return before.setAmount(Duration.ofMillis((millis + grid - 1) / grid * grid));
    }

    /** Whether a subject has come to its end. */
    public static boolean ended(Subject subject, Instant now) {
        return subject.getExpiry()
                .filter(end -> !end.getTimestamp().isAfter(now))
                .isPresent();
    }

    /** The entries without the subjects that have come to their ends. */
    public static List<PolicyEntry> inForce(Set<PolicyEntry> entries, Instant now) {
        List<PolicyEntry> left = new ArrayList<>(entries.size());
        for (PolicyEntry entry : entries) {
            boolean someEnded = entry.getSubjects().stream().anyMatch(subject -> ended(subject, now));
            left.add(someEnded ? without(entry, now) : entry);
        }
        return left;
    }

    /** When the first of the subjects comes to its end; far away when none does. */
    public static Instant firstEnd(Iterable<PolicyEntry> entries) {
        Instant first = Instant.MAX;
        for (PolicyEntry entry : entries) {
            for (Subject subject : entry.getSubjects()) {
                Instant end =
                        subject.getExpiry().map(SubjectExpiry::getTimestamp).orElse(Instant.MAX);
                first = end.isBefore(first) ? end : first;
            }
        }
        return first;
    }

    private static PolicyEntry without(PolicyEntry entry, Instant now) {
        List<Subject> left = entry.getSubjects().stream()
                .filter(subject -> !ended(subject, now))
                .toList();
        return PoliciesModelFactory.newPolicyEntry(
                entry.getLabel(),
                PoliciesModelFactory.newSubjects(left),
                entry.getResources(),
                entry.getImportableType());
    }
}
