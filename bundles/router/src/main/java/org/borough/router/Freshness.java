// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.twin.Change;
import org.borough.twin.Twin;

/**
 * Knows, for things with entries in quarantine, when each property was reported last, so that a late replay does not
 * overwrite newer values. What was reported before the router started counts as reported at the twin's last change.
 */
final class Freshness {

    private record Known(Optional<Twin> atStart, Map<String, Instant> latest) {}

    private final Map<ThingId, Known> things = new ConcurrentHashMap<>();

    /** Begins to follow a thing, of which all that was reported before is older than what is kept from now on. */
    void follow(ThingId thing) {
        things.computeIfAbsent(thing, id -> new Known(Optional.empty(), new ConcurrentHashMap<>()));
    }

    /** Begins to follow a thing of whose past nothing is known but its twin. */
    void followFrom(ThingId thing, Optional<Twin> twin) {
        things.computeIfAbsent(thing, id -> new Known(twin, new ConcurrentHashMap<>()));
    }

    /** Follows no others than these any more. */
    void retain(Set<ThingId> still) {
        things.keySet().retainAll(still);
    }

    void heard(Change change) {
        if (things.isEmpty() || change.part() != Change.Part.PROPERTY) {
            return;
        }
        Known known = things.get(change.thing());
        if (known != null) {
            known.latest().merge(change.feature() + '/' + change.path(), change.at(), (a, b) -> a.isAfter(b) ? a : b);
        }
    }

    /** Those that are not older than what the twin holds, and not just the same. */
    List<Reading<?>> newer(ThingId thing, List<Reading<?>> readings, Optional<Twin> now) {
        Known known = things.get(thing);
        return known == null
                ? readings
                : readings.stream()
                        .filter(reading -> isNewer(known, reading, now))
                        .<Reading<?>>map(reading -> reading)
                        .toList();
    }

    private static boolean isNewer(Known known, Reading<?> reading, Optional<Twin> now) {
        Instant latest = known.latest().get(reading.property().address());
        if (latest != null) {
            return reading.at().isAfter(latest)
                    || reading.at().equals(latest)
                            && !now.flatMap(twin -> twin.get(reading.property()).map(reading.value()::equals))
                                    .orElse(false);
        }
        return known.atStart().isEmpty() || known.atStart().stream().noneMatch(twin -> holds(twin, reading));
    }

    private static boolean holds(Twin twin, Reading<?> reading) {
        Property<?> property = reading.property();
        return twin.get(property).isPresent() && reading.at().isBefore(twin.modified());
    }
}
