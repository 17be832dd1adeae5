// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.things.FillLevel;
import org.borough.things.WasteContainer;
import org.borough.twin.History;
import org.borough.twin.Twin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the history for the days of containers before the service was there. */
final class Past {

    private static final Duration DAY = Duration.ofDays(1);
    /** How far back single readings are asked for: by them a container is known as before a restart. */
    private static final Duration LATEST = Duration.ofHours(48);

    private static final int MOST = 5000;
    /** What is younger is heard from the twin itself; it would count as said twice. */
    private static final Duration LIVE = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Logger LOG = LoggerFactory.getLogger(Past.class);

    private final Optional<History> history;
    private final ZoneId zone;
    private final ConcurrentLinkedQueue<Day> days = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<List<Heard>> latest = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private Instant asked = Instant.MIN;

    Past(Optional<History> history, ZoneId zone) {
        this.history = history;
        this.zone = zone;
    }

    /** The last value of one property on a day. */
    record Day(ThingId container, LocalDate day, Property<Double> property, double value) {

        double percent(Geometry geometry) {
            if (property.path().equals(FillLevel.DISTANCE.path())) {
                return geometry.levelOfDistance(value).orElse(0);
            }
            return property.path().equals(WasteContainer.WEIGHT.path()) ? geometry.levelOfWeight(value) : value;
        }
    }

    /** What the history answered and nobody has taken yet. */
    ConcurrentLinkedQueue<Day> days() {
        return days;
    }

    /** The last two days of containers, each list of one, that nobody has taken yet. */
    ConcurrentLinkedQueue<List<Heard>> latest() {
        return latest;
    }

    /** Whether it is worth while to wait for the past before something is decided. */
    boolean isAwaited(Instant now) {
        return waiting.get() > 0 && now.isBefore(asked.plus(PATIENCE)) || !latest.isEmpty();
    }

    void ask(Twin container, Instant now) {
        if (container == null || history.isEmpty()) {
            return;
        }
        Stream<Property<Double>> filled = container.providing(FillLevel.CAPABILITY).stream()
                .flatMap(feature -> Stream.of(FillLevel.LEVEL.in(feature), FillLevel.DISTANCE.in(feature)));
        Stream<Property<Double>> weighed =
                container.providing(WasteContainer.CAPABILITY).stream().map(WasteContainer.WEIGHT::in);
        Stream.concat(filled, weighed)
                .filter(property -> container.get(property).isPresent())
                .filter(property ->
                        history.get().recorded(container.id(), property).isPresent())
                .forEach(property -> ask(container.id(), property, now));
    }

    private void ask(ThingId container, Property<Double> property, Instant now) {
        asked = now;
        askLatest(container, property, now);
        History.Span span = History.Span.before(now, DAY.multipliedBy(Container.DAYS));
        history.get()
                .buckets(container, property, span, DAY, Container.DAYS + 1)
                .whenComplete((buckets, failure) -> {
                    if (failure != null) {
                        LOG.debug("the history of {} did not answer", container, failure);
                        return;
                    }
                    buckets.forEach(bucket -> days.add(
                            new Day(container, bucket.start().atZone(zone).toLocalDate(), property, bucket.last())));
                });
    }

    private void askLatest(ThingId container, Property<Double> property, Instant now) {
        waiting.incrementAndGet();
        history.get()
                .readings(container, property, History.Span.before(now.minus(LIVE), LATEST), MOST)
                .whenComplete((readings, failure) -> {
                    if (failure != null) {
                        LOG.debug("the history of {} did not answer", container, failure);
                    } else if (!readings.isEmpty()) {
                        latest.add(readings.stream()
                                .map(one -> new Heard(container, quantity(property), one.value(), one.at(), one.at()))
                                .toList());
                    }
                    waiting.decrementAndGet();
                });
    }

    private static Heard.Quantity quantity(Property<Double> property) {
        if (property.path().equals(FillLevel.DISTANCE.path())) {
            return Heard.Quantity.DISTANCE;
        }
        return property.path().equals(WasteContainer.WEIGHT.path()) ? Heard.Quantity.WEIGHT : Heard.Quantity.LEVEL;
    }
}
