// SPDX-License-Identifier: EPL-2.0
package org.borough.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What recorded properties said in the past. A property is recorded when its Thing Model or the operator says so, and for
 * so long as they say. Offered by the twin engine where that keeps a history.
 *
 * <p>Times are the devices' where they gave them. Readings are in it as soon as the write that brought them has returned.
 * Callable from any thread; never blocks. Stages fail with a {@link org.borough.thing.BoroughException} or an
 * {@link IllegalArgumentException} that says what is wrong.
 */
@ProviderType
public interface History {

    /** How long a property of a thing is recorded; empty when it is not. */
    Optional<Duration> recorded(ThingId thing, Property<?> property);

    /**
     * Readings, oldest first. Those that do not fit the property's type are left out.
     *
     * @param most so many at most, the oldest of the span
     */
    <T> CompletionStage<List<Reading<T>>> readings(ThingId thing, Property<T> property, Span span, int most);

    /**
     * Readings gathered by stretches of time, oldest first. A stretch without numbers is left out; true and false count as
     * 1 and 0.
     *
     * @param resolution how long a stretch is; they begin at whole multiples of it since 1970, in UTC
     * @param most so many buckets at most, the oldest of the span
     */
    CompletionStage<List<Bucket>> buckets(
            ThingId thing, Property<?> property, Span span, Duration resolution, int most);

    /**
     * A stretch of time.
     *
     * @param from the first instant
     * @param to the instant behind the last
     */
    record Span(Instant from, Instant to) {

        /** Checks that it does not end before it begins. */
        public Span {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("The span from " + from + " to " + to + " ends before it begins.");
            }
        }

        /** The time up to an instant. */
        public static Span before(Instant to, Duration length) {
            return new Span(to.minus(length), to);
        }
    }

    /**
     * What the numbers of one stretch come to.
     *
     * @param start when it begins
     * @param count how many numbers, 1 or more
     * @param min the least
     * @param max the greatest
     * @param sum all together
     * @param first the first; not a number when the first reading was none
     * @param last the last; not a number when the last reading was none
     */
    record Bucket(Instant start, long count, double min, double max, double sum, double first, double last) {

        /** The mean of the numbers. */
        public double mean() {
            return sum / count;
        }
    }
}
