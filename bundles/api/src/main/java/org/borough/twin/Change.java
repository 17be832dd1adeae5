// SPDX-License-Identifier: EPL-2.0
package org.borough.twin;

import java.time.Instant;
import java.util.Optional;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.thing.Values;

/**
 * One value of a twin going from one to another. A reading that repeats the value before it is a change too: somebody
 * was heard.
 *
 * @param thing whose twin
 * @param revision the twin's revision that holds it
 * @param part which part of the twin
 * @param feature the feature, empty for an attribute
 * @param path the path inside feature or attributes, segments separated by {@code /}; empty when the whole of it came or
 *     went
 * @param before the value before; empty when there was none. {@link Boolean}, {@link Long}, {@link Double},
 *     {@link String}, a list or a string-keyed map of these
 * @param after the value after; empty when it was deleted
 * @param at when: the device's time where it gave one, else when the platform took it
 * @param cause who did it and why
 */
public record Change(
        ThingId thing,
        long revision,
        Part part,
        String feature,
        String path,
        Optional<Object> before,
        Optional<Object> after,
        Instant at,
        Cause cause) {

    /** The parts of a twin. */
    public enum Part {
        /** What a device reported. */
        PROPERTY,
        /** What somebody wants it to report. */
        DESIRED,
        /** An attribute of the thing. */
        ATTRIBUTE
    }

    /** The new reported value, when this is a change of that property and fits its type. */
    public <T> Optional<T> reported(Property<T> property) {
        return part == Part.PROPERTY ? value(property) : Optional.empty();
    }

    /** The new desired value, when this is a change of that property and fits its type. */
    public <T> Optional<T> desired(Property<T> property) {
        return part == Part.DESIRED ? value(property) : Optional.empty();
    }

    private <T> Optional<T> value(Property<T> property) {
        boolean same = property.feature().equals(feature) && property.path().equals(path);
        return same ? after.flatMap(value -> Values.as(property.type(), value)) : Optional.empty();
    }
}
