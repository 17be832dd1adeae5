// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.connectivity.model.LogCategory;
import org.eclipse.ditto.connectivity.model.LogEntry;
import org.eclipse.ditto.connectivity.model.LogEntryBuilder;
import org.eclipse.ditto.connectivity.model.LogLevel;
import org.eclipse.ditto.connectivity.model.LogType;

/** The newest log entries of each kind, kept for a day after somebody last asked for them. */
public final class Logbook {

    private static final Duration KEPT = Duration.ofDays(1);

    private final int most;
    private final Clock clock;
    private final Map<Kind, Deque<LogEntry>> entries = new HashMap<>();
    private Optional<Instant> since = Optional.empty();
    private Optional<Instant> until = Optional.empty();

    private record Kind(LogCategory category, LogType type, LogLevel level) {}

    Logbook(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Writes from now on, for a day. */
    public synchronized void enable() {
        Instant now = clock.instant();
        since = Optional.of(since.orElse(now));
        until = Optional.of(now.plus(KEPT));
    }

    /** Writes no more and forgets. */
    public synchronized void disable() {
        since = Optional.empty();
        until = Optional.empty();
        entries.clear();
    }

    /** Forgets what was written. */
    public synchronized void reset() {
        entries.clear();
        write(Step.ofConnection("The logs were reset."), LogLevel.SUCCESS, "The logs were reset.");
    }

    synchronized void write(Step step, LogLevel level, String message) {
        expire();
        if (until.isEmpty()) {
            return;
        }
        Deque<LogEntry> kind =
                entries.computeIfAbsent(new Kind(step.category(), step.type(), level), unknown -> new ArrayDeque<>());
        if (kind.size() >= most) {
            kind.removeFirst();
        }
        LogEntryBuilder entry = ConnectivityModelFactory.newLogEntryBuilder(
                step.correlationId(), clock.instant(), step.category(), step.type(), level, message);
        if (!step.address().isEmpty()) {
            entry.address(step.address());
        }
        step.about().ifPresent(entry::entityId);
        kind.addLast(entry.build());
    }

    private void expire() {
        if (until.isPresent() && clock.instant().isAfter(until.get())) {
            disable();
        }
    }

    /** What is written, oldest first. Whoever reads it wants it for another day. */
    synchronized List<LogEntry> read() {
        expire();
        if (until.isPresent()) {
            enable();
        }
        return entries.values().stream()
                .flatMap(Deque::stream)
                .sorted(Comparator.comparing(LogEntry::getTimestamp))
                .toList();
    }

    synchronized Optional<Instant> since() {
        return since;
    }

    synchronized Optional<Instant> until() {
        return until;
    }
}
