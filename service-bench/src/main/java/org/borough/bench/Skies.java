// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.borough.lighting.rules.Almanac;
import org.borough.lighting.rules.Sky;

/** The nights of a whole file, worked out once for all who ask. */
record Skies(NavigableMap<Instant, Sky> bySince) {

    private static final Duration LONGEST = Duration.ofDays(1);

    static Skies over(PedestrianFile counts, Almanac almanac, ZoneId zone) {
        NavigableMap<Instant, Sky> skies = new TreeMap<>();
        // Streets warm up before the first hour.
        Instant at = hour(counts, true).minusHours(2).atZone(zone).toInstant();
        Instant end = hour(counts, false).plusHours(2).atZone(zone).toInstant();
        while (at.isBefore(end)) {
            Sky sky = almanac.at(at);
            skies.put(at, sky);
            Instant latest = at.plus(LONGEST);
            at = sky.until().isBefore(latest) ? sky.until() : latest;
        }
        return new Skies(skies);
    }

    private static LocalDateTime hour(PedestrianFile counts, boolean first) {
        return counts.sensors().values().stream()
                .map(hours -> first ? hours.firstKey() : hours.lastKey())
                .reduce((one, other) -> one.isBefore(other) == first ? one : other)
                .orElseThrow();
    }

    Sky at(Instant now) {
        return bySince.floorEntry(now).getValue();
    }

    /** Until when the sky stays as it is; at most a day. */
    Instant change(Instant now) {
        return Optional.ofNullable(bySince.higherKey(now)).orElse(now.plus(LONGEST));
    }
}
