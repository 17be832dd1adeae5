// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.borough.testkit.ManualClock;
import org.borough.thing.Subscription;

/** Alarms that ring when the test moves the clock past them. */
final class ManualAlarms implements Alarms {

    private record Alarm(Instant when, Runnable what) {}

    private final ManualClock clock;
    private final List<Alarm> alarms = new CopyOnWriteArrayList<>();

    ManualAlarms(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Subscription at(Instant when, Runnable what) {
        Alarm alarm = new Alarm(when, what);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    /** When the next one rings. */
    Optional<Instant> next() {
        return alarms.stream().map(Alarm::when).min(Instant::compareTo);
    }

    /** Moves the clock and rings what is due, in order. */
    void advance(Duration duration) {
        clock.advance(duration);
        alarms.stream()
                .filter(alarm -> !alarm.when().isAfter(clock.instant()))
                .sorted(Comparator.comparing(Alarm::when))
                .forEach(alarm -> {
                    if (alarms.remove(alarm)) {
                        alarm.what().run();
                    }
                });
    }
}
