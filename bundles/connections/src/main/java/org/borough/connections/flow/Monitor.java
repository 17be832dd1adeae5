// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.AddressMetric;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.connectivity.model.LogCategory;
import org.eclipse.ditto.connectivity.model.LogEntry;
import org.eclipse.ditto.connectivity.model.LogLevel;
import org.eclipse.ditto.connectivity.model.LogType;
import org.eclipse.ditto.connectivity.model.Measurement;
import org.eclipse.ditto.connectivity.model.MetricDirection;
import org.eclipse.ditto.connectivity.model.MetricType;
import org.eclipse.ditto.connectivity.model.signals.commands.query.RetrieveConnectionLogsResponse;
import org.eclipse.ditto.connectivity.model.signals.commands.query.RetrieveConnectionMetricsResponse;
import org.eclipse.ditto.json.JsonObject;

/** Counts and writes down what happens to the messages of one connection. Callable from any thread. */
public final class Monitor {

    private static final int MOST_ADDRESSES = 1_000;

    private final ConnectionId id;
    private final Clock clock;
    private final Logbook logbook;
    private final Map<Key, Tally> tallies = new ConcurrentHashMap<>();

    /** What is counted. */
    private record Key(LogCategory category, MetricType type, String address, boolean success) {

        MetricDirection direction() {
            return category == LogCategory.SOURCE ? MetricDirection.INBOUND : MetricDirection.OUTBOUND;
        }
    }

    public Monitor(ConnectionId id, int entriesPerKind, Clock clock) {
        this.id = id;
        this.clock = clock;
        this.logbook = new Logbook(entriesPerKind, clock);
    }

    public Logbook logbook() {
        return logbook;
    }

    /** Notes a step that a message took, or at which it failed. */
    public void note(Step step, Optional<String> failure) {
        boolean success = failure.isEmpty();
        count(new Key(step.category(), metric(step.type()), step.address(), success));
        logbook.write(step, success ? LogLevel.SUCCESS : LogLevel.FAILURE, failure.orElse(step.words()));
    }

    public void success(Step step) {
        note(step, Optional.empty());
    }

    public void failure(Step step, String why) {
        note(step, Optional.of(why));
    }

    private static MetricType metric(LogType type) {
        return MetricType.forName(type.getType()).orElse(MetricType.OTHER);
    }

    private void count(Key key) {
        Tally tally = tallies.get(key);
        if (tally == null && tallies.size() < MOST_ADDRESSES) {
            tally = tallies.computeIfAbsent(key, unknown -> new Tally());
        }
        if (tally != null) {
            tally.add(clock.instant());
        }
    }

    public void resetMetrics() {
        tallies.clear();
    }

    /** The answer to the question for metrics, as Ditto gives it. */
    public JsonObject metrics(Collection<String> sources, Collection<String> targets) {
        return RetrieveConnectionMetricsResponse.getBuilder(id, DittoHeaders.empty())
                .connectionMetrics(ConnectivityModelFactory.newConnectionMetrics(
                        metric(key -> key.direction() == MetricDirection.INBOUND, MetricDirection.INBOUND),
                        metric(key -> key.direction() == MetricDirection.OUTBOUND, MetricDirection.OUTBOUND)))
                .sourceMetrics(ConnectivityModelFactory.newSourceMetrics(
                        byAddress(LogCategory.SOURCE, sources, MetricDirection.INBOUND)))
                .targetMetrics(ConnectivityModelFactory.newTargetMetrics(
                        byAddress(LogCategory.TARGET, targets, MetricDirection.OUTBOUND)))
                .build()
                .getEntity()
                .asObject();
    }

    private Map<String, AddressMetric> byAddress(
            LogCategory category, Collection<String> addresses, MetricDirection direction) {
        Map<String, AddressMetric> metrics = new TreeMap<>();
        addresses.forEach(address -> metrics.put(
                address,
                metric(key -> key.category() == category && key.address().equals(address), direction)));
        return metrics;
    }

    private AddressMetric metric(Predicate<Key> which, MetricDirection direction) {
        Instant now = clock.instant();
        Set<Measurement> measurements = new HashSet<>();
        for (MetricType type : MetricType.values()) {
            if (type.supportsDirection(direction)) {
                for (boolean success : new boolean[] {true, false}) {
                    measurements.add(measurement(
                            which.and(key -> key.type() == type && key.success() == success), type, success, now));
                }
            }
        }
        return ConnectivityModelFactory.newAddressMetric(measurements);
    }

    private Measurement measurement(Predicate<Key> which, MetricType type, boolean success, Instant now) {
        Map<Duration, Long> sums = new Tally().counts(now);
        Instant last = null;
        for (Map.Entry<Key, Tally> each : tallies.entrySet()) {
            if (which.test(each.getKey())) {
                each.getValue().counts(now).forEach((window, count) -> sums.merge(window, count, Long::sum));
                Instant at = each.getValue().last();
                last = last == null || at != null && at.isAfter(last) ? at : last;
            }
        }
        return ConnectivityModelFactory.newMeasurement(type, success, sums, last);
    }

    /** The answer to the question for logs, as Ditto gives it. */
    public JsonObject logs() {
        List<LogEntry> entries = logbook.read();
        return RetrieveConnectionLogsResponse.of(
                        id,
                        entries,
                        logbook.since().orElse(null),
                        logbook.until().orElse(null),
                        DittoHeaders.empty())
                .getEntity()
                .asObject();
    }
}
