// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.lighting.classes.Measured;
import org.borough.lighting.classes.TrafficRule;
import org.borough.lighting.photocell.Cell;
import org.borough.thing.ThingId;
import org.borough.thing.Values;
import org.borough.things.Photocell;
import org.borough.things.Presence;
import org.borough.things.TrafficCount;
import org.borough.twin.Change;
import org.borough.twin.Twin;

/** What was counted and how bright it was. Filled on the platform's threads or from a recorded past. */
final class Senses {

    private static final long MINUTE = 60_000;
    private static final Duration LONGEST = Duration.ofHours(3).plusMinutes(5);

    private final Map<ThingId, Counter> counters = new ConcurrentHashMap<>();
    private final Map<ThingId, NavigableMap<Instant, Double>> lights = new ConcurrentHashMap<>();
    private final boolean whole;

    /** Keeps the whole past, or only what is needed to judge the present. */
    Senses(boolean whole) {
        this.whole = whole;
    }

    /** What one sensor counted, by the minute. */
    private static final class Counter {
        private final NavigableMap<Long, Double> byMinute = new TreeMap<>();
        private Instant first = Instant.MAX;
        private final NavigableMap<Instant, Boolean> heard = new TreeMap<>();

        synchronized void take(Instant at, double passed, boolean whole) {
            first = at.isBefore(first) ? at : first;
            heard.put(at, true);
            if (passed > 0) {
                byMinute.merge(at.toEpochMilli() / MINUTE, passed, Double::sum);
            }
            if (!whole) {
                byMinute.headMap(at.minus(LONGEST).toEpochMilli() / MINUTE).clear();
                heard.headMap(heard.lastKey()).clear();
            }
        }

        synchronized Optional<Double> busiest(TrafficRule rule, Duration silence, Instant now) {
            Instant last = heard.floorKey(now);
            boolean told = last != null
                    && !last.plus(silence).isBefore(now)
                    && !first.plus(rule.window()).isAfter(now);
            if (!told) {
                return Optional.empty();
            }
            long window = rule.window().toMinutes();
            long present = now.toEpochMilli() / MINUTE;
            Instant known = first.plus(rule.window());
            long earliest = Math.max(present - rule.settle().toMinutes(), (known.toEpochMilli() + MINUTE - 1) / MINUTE);
            double most = 0;
            for (long end = Math.min(earliest, present); end <= present; end++) {
                double sum = byMinute.subMap(end - window, false, end, true).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
                most = Math.max(most, sum);
            }
            return Optional.of(most * 60 / window);
        }
    }

    /** Takes what is known of a light sensor when it is met. */
    void present(Twin twin) {
        for (String feature : twin.providing(Photocell.CAPABILITY)) {
            twin.get(Photocell.ILLUMINANCE.in(feature))
                    .or(() -> twin.get(Photocell.DARK.in(feature)).map(Cell::lux))
                    .ifPresent(lux -> light(twin.id(), twin.modified(), lux));
        }
    }

    /** Takes what a thing told. */
    void changed(Twin twin, Change change) {
        if (change.part() != Change.Part.PROPERTY) {
            return;
        }
        if (twin.providing(Photocell.CAPABILITY).contains(change.feature())) {
            lux(twin, change).ifPresent(lux -> light(twin.id(), change.at(), lux));
        }
        boolean traffic = twin.providing(TrafficCount.CAPABILITY).contains(change.feature());
        if (traffic || twin.providing(Presence.CAPABILITY).contains(change.feature())) {
            counters.computeIfAbsent(twin.id(), id -> new Counter())
                    .take(change.at(), traffic ? passed(twin, change) : came(change), whole);
        }
    }

    void gone(ThingId thing) {
        counters.remove(thing);
        lights.remove(thing);
    }

    private void light(ThingId id, Instant at, double lux) {
        NavigableMap<Instant, Double> told = lights.computeIfAbsent(id, key -> new TreeMap<>());
        synchronized (told) {
            if (!whole) {
                told.clear();
            }
            told.put(at, lux);
        }
    }

    /** A cell that tells lux is believed in lux; one that knows dark and bright only, in that. */
    private static Optional<Double> lux(Twin twin, Change change) {
        boolean meter = twin.get(Photocell.ILLUMINANCE.in(change.feature())).isPresent();
        return switch (change.path()) {
            case "illuminance" -> change.after().flatMap(value -> Values.as(Double.class, value));
            case "dark" ->
                meter
                        ? Optional.empty()
                        : change.after()
                                .flatMap(value -> Values.as(Boolean.class, value))
                                .map(Cell::lux);
            default -> Optional.empty();
        };
    }

    /** How many passed: by totals where there are some, else by the count of a report, else by its directions. */
    private static double passed(Twin twin, Change change) {
        String feature = change.feature();
        boolean totals = twin.get(TrafficCount.TOTAL_IN.in(feature)).isPresent()
                || twin.get(TrafficCount.TOTAL_OUT.in(feature)).isPresent();
        boolean count = twin.get(TrafficCount.COUNT.in(feature)).isPresent();
        return switch (change.path()) {
            case "totalIn", "totalOut" ->
                change.before().isPresent() ? Math.max(0, number(change.after()) - number(change.before())) : 0;
            case "count" -> totals ? 0 : number(change.after());
            case "in", "out" -> totals || count ? 0 : number(change.after());
            default -> 0;
        };
    }

    private static double came(Change change) {
        return switch (change.path()) {
            case "present" -> is(change.after()) && !is(change.before()) ? 1 : 0;
            case "count" -> Math.max(0, number(change.after()) - number(change.before()));
            default -> 0;
        };
    }

    private static boolean is(Optional<Object> value) {
        return value.flatMap(truth -> Values.as(Boolean.class, truth)).orElse(false);
    }

    private static double number(Optional<Object> value) {
        return value.flatMap(number -> Values.as(Double.class, number)).orElse(0.0);
    }

    /** The busiest of some counters, scaled to an hour; empty when none was heard for long enough. */
    Optional<Measured.Count> traffic(TrafficRule rule, Collection<ThingId> sensors, Duration silence, Instant now) {
        return sensors.stream()
                .flatMap(id -> Optional.ofNullable(counters.get(id))
                        .flatMap(counter -> counter.busiest(rule, silence, now))
                        .map(count -> new Measured.Count(id.toString(), count))
                        .stream())
                .max(Comparator.comparingDouble(Measured.Count::perHour));
    }

    /** What a light sensor told last. */
    Cell cell(ThingId id, Instant now) {
        NavigableMap<Instant, Double> told = lights.get(id);
        if (told == null) {
            return Cell.unheard(id);
        }
        synchronized (told) {
            Map.Entry<Instant, Double> latest = told.floorEntry(now);
            return latest == null ? Cell.unheard(id) : new Cell(id, latest.getValue(), latest.getKey());
        }
    }
}
