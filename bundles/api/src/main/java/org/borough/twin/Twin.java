// SPDX-License-Identifier: EPL-2.0
package org.borough.twin;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.osgi.annotation.versioning.ProviderType;

/** One twin at one revision. Immutable. */
@ProviderType
public interface Twin {

    /** Whose twin it is. */
    ThingId id();

    /** Counts its changes, from 1. */
    long revision();

    /** When it last changed or was last reported. */
    Instant modified();

    /** The model of the whole, {@code namespace:name:version}; empty when it has none. */
    String definition();

    /** The ids of its features. */
    Set<String> features();

    /** The ids of the features that provide a capability, named {@code namespace:name} with or without version. */
    Set<String> providing(String capability);

    /** What was reported last, when it fits the type. */
    <T> Optional<T> get(Property<T> property);

    /** What is wanted, when it fits the type. */
    <T> Optional<T> desired(Property<T> property);

    /**
     * One attribute by its path, segments separated by {@code /}.
     *
     * @param type {@link Boolean}, {@link Long}, {@link Double} or {@link String}
     */
    <T> Optional<T> attribute(String path, Class<T> type);

    /** Where it stands: the GeoJSON point in the attribute {@code location}. */
    Optional<Place> place();

    /** The whole thing in Ditto's JSON. */
    String json();
}
