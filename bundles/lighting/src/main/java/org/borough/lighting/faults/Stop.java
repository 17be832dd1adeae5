// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Optional;
import org.borough.twin.Place;
import org.borough.twin.Twin;

/**
 * Where a vehicle has to go: lamps of one street follow each other in their order, then by name.
 *
 * @param order the attribute {@code streetOrder}; the far end when there is none
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record Stop(String street, double order, String lamp, Optional<Place> place) implements Comparable<Stop> {

    private static final Comparator<Stop> ALONG_THE_STREET =
            Comparator.comparing(Stop::street).thenComparing(Stop::order).thenComparing(Stop::lamp);

    static Stop of(Twin twin) {
        return new Stop(
                twin.attribute("street", String.class).orElse(""),
                twin.attribute("streetOrder", Double.class).orElse(Double.MAX_VALUE),
                twin.id().toString(),
                twin.place());
    }

    @Override
    public int compareTo(Stop other) {
        return ALONG_THE_STREET.compare(this, other);
    }

    void write(ObjectNode json) {
        if (!street.isEmpty()) {
            json.put("street", street);
        }
        if (order < Double.MAX_VALUE) {
            json.put("streetOrder", order);
        }
        place.ifPresent(where -> json.put("latitude", where.latitude()).put("longitude", where.longitude()));
    }
}
