// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The grid on which times are rounded up: so many of a unit, counted from the start of the next larger unit, so that 15
 * minutes means the quarters of each hour.
 */
record Granularity(ChronoUnit unit, long amount, ChronoUnit within) {

    private static final List<Granularity> UNITS = List.of(
            new Granularity(ChronoUnit.DAYS, 1, ChronoUnit.MONTHS),
            new Granularity(ChronoUnit.HOURS, 1, ChronoUnit.DAYS),
            new Granularity(ChronoUnit.MINUTES, 1, ChronoUnit.HOURS),
            new Granularity(ChronoUnit.SECONDS, 1, ChronoUnit.MINUTES));

    static Granularity of(Duration grid) {
        return UNITS.stream()
                .filter(candidate -> grid.compareTo(candidate.unit.getDuration()) >= 0)
                .findFirst()
                .map(coarsest -> coarsest.times(grid.dividedBy(coarsest.unit.getDuration())))
                .orElseGet(() -> new Granularity(ChronoUnit.MILLIS, Math.max(1, grid.toMillis()), ChronoUnit.SECONDS));
    }

    Instant roundedUp(Instant time) {
        Instant cut = time.truncatedTo(unit);
        long beyond = unit.between(start(time), cut) % amount;
        return cut.equals(time) && beyond == 0 ? time : cut.plus(amount - beyond, unit);
    }

    private Instant start(Instant time) {
        return within == ChronoUnit.MONTHS
                ? time.atZone(ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.DAYS)
                        .withDayOfMonth(1)
                        .toInstant()
                : time.truncatedTo(within);
    }

    private Granularity times(long number) {
        return new Granularity(unit, number, within);
    }
}
