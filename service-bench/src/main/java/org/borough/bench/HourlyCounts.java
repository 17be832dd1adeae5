// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The counts of one sensor on the line of time. */
record HourlyCounts(NavigableMap<Instant, Integer> byHour) {

    private static final Duration HOUR = Duration.ofHours(1);

    /** Hours that follow each other without a gap. */
    record Run(Instant from, Instant until) {}

    static HourlyCounts of(Map<LocalDateTime, Integer> local, ZoneId zone) {
        NavigableMap<Instant, Integer> byHour = new TreeMap<>();
        local.forEach((hour, count) -> byHour.put(hour.atZone(zone).toInstant(), count));
        return new HourlyCounts(byHour);
    }

    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        Instant from = byHour.firstKey();
        Instant until = from;
        for (Instant hour : byHour.keySet()) {
            if (hour.isAfter(until)) {
                runs.add(new Run(from, until));
                from = hour;
            }
            until = hour.plus(HOUR);
        }
        runs.add(new Run(from, until));
        return runs;
    }

    /** People an hour at a time in milliseconds; where nobody counted, as many as in the hour that follows. */
    double perHour(long time) {
        Instant at = Instant.ofEpochMilli(time);
        Map.Entry<Instant, Integer> hour = byHour.floorEntry(at);
        if (hour != null && at.isBefore(hour.getKey().plus(HOUR))) {
            return hour.getValue();
        }
        Map.Entry<Instant, Integer> next = byHour.higherEntry(at);
        return next == null ? 0 : next.getValue();
    }
}
