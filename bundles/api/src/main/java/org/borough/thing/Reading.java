// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import java.time.Instant;
import java.util.Objects;

/**
 * One property value that a device reported, with its time.
 *
 * @param <T> the type of the value
 * @param property what was measured
 * @param value what it was, in the unit of the property's model
 * @param at when, by the device's clock; {@link #ON_ARRIVAL} when the device did not say
 */
public record Reading<T>(Property<T> property, T value, Instant at) {

    /** Stands for the time at which the uplink was received. */
    public static final Instant ON_ARRIVAL = Instant.MIN;

    /** Checks that no part is missing. */
    public Reading {
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(at, "at");
    }

    /** The reading's time: the device's, or the given arrival of its uplink. */
    public Instant at(Instant arrival) {
        return at.equals(ON_ARRIVAL) ? arrival : at;
    }
}
