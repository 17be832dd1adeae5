// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.borough.air.rules.AirRules;
import org.borough.thing.ThingId;
import org.borough.twin.Twin;

/** Which sensors speak for an area. Pure. */
final class Membership {

    private Membership() {}

    /** Those of some sensors that speak for it, in the order of their ids. */
    static List<Twin> of(Collection<Twin> sensors, ThingId area, AirRules.Members rules) {
        return sensors.stream()
                .filter(twin -> belongs(twin, area, rules))
                .sorted(Comparator.comparing(Twin::id))
                .toList();
    }

    static boolean isReference(Twin twin) {
        return twin.attribute("referenceStation", Boolean.class).orElse(false);
    }

    private static boolean belongs(Twin twin, ThingId area, AirRules.Members members) {
        if (!twin.id().namespace().equals(area.namespace())
                || twin.attribute("indoor", Boolean.class).orElse(false)) {
            return false;
        }
        boolean named = members.ids().contains(twin.id());
        boolean marked = !members.attribute().isEmpty()
                && attribute(twin, members.attribute()).equals(Optional.of(members.value()));
        boolean near = members.middle()
                .filter(middle -> twin.place()
                        .filter(place -> place.metresTo(middle) <= members.radiusMetres())
                        .isPresent())
                .isPresent();
        return named || marked || near;
    }

    private static Optional<String> attribute(Twin twin, String path) {
        return Stream.<Class<?>>of(String.class, Long.class, Double.class, Boolean.class)
                .flatMap(type -> twin.attribute(path, type).stream())
                .findFirst()
                .map(Object::toString);
    }
}
