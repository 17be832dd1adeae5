// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.util.List;
import org.borough.thing.ThingId;

/** The sensors that speak for one place or for a whole area. Two with the same sensors are still two. */
final class Speakers {

    private final String name;
    private final List<ThingId> ids;

    Speakers(String name, List<ThingId> ids) {
        this.name = name;
        this.ids = List.copyOf(ids);
    }

    /** The place they speak for. */
    String name() {
        return name;
    }

    List<ThingId> ids() {
        return ids;
    }
}
