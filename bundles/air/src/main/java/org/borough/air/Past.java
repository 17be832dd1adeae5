// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.things.AirQuality;
import org.borough.things.Climate;
import org.borough.twin.History;
import org.borough.twin.Twin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the history for what sensors said before the service was there. */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record Past(Optional<History> history, Consumer<Heard> to) {

    private static final Duration SPAN = Duration.ofHours(Course.KEPT);
    private static final int MOST = 6000;
    private static final Logger LOG = LoggerFactory.getLogger(Past.class);

    /** Asks for one sensor; what comes is heard as if it had come in time. */
    void ask(Twin sensor, Instant now) {
        if (sensor == null || history.isEmpty()) {
            return;
        }
        keys(sensor).forEach(key -> ask(sensor.id(), key, now));
    }

    private void ask(ThingId sensor, Property<Double> key, Instant now) {
        if (history.get().recorded(sensor, key).isEmpty()) {
            return;
        }
        // The newest of the span matter most, so it is asked for in halves, the later one first.
        Instant middle = now.minus(SPAN.dividedBy(2));
        ask(sensor, key, new History.Span(middle, now));
        ask(sensor, key, new History.Span(now.minus(SPAN), middle));
    }

    private void ask(ThingId sensor, Property<Double> key, History.Span span) {
        history.get().readings(sensor, key, span, MOST).whenComplete((readings, failure) -> {
            if (failure != null) {
                LOG.debug("the history of {} did not answer", sensor, failure);
                return;
            }
            readings.forEach(
                    reading -> to.accept(new Heard(sensor, key.path(), reading.value(), reading.at(), reading.at())));
        });
    }

    /** The quantities of a sensor that the service looks at. */
    static Stream<Property<Double>> keys(Twin sensor) {
        Stream<Property<Double>> air = Stream.of(
                AirQuality.PM25, AirQuality.PM10, AirQuality.NO2, AirQuality.O3, AirQuality.SO2, AirQuality.CO);
        return Stream.concat(
                air.flatMap(
                        key -> sensor.providing(AirQuality.CAPABILITY).stream().map(key::in)),
                Stream.of(Climate.HUMIDITY, Climate.TEMPERATURE)
                        .flatMap(key ->
                                sensor.providing(Climate.CAPABILITY).stream().map(key::in)));
    }
}
