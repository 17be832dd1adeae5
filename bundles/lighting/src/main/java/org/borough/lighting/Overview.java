// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.borough.thing.Status;
import org.borough.thing.ThingId;

/** Puts the status of the service together from those of its groups. */
final class Overview {

    private Overview() {}

    static Status of(Collection<Group> groups, Map<ThingId, Status> statuses) {
        int lamps = groups.stream().mapToInt(group -> group.lamps().size()).sum();
        if (groups.isEmpty()) {
            return Status.ok("There is no group yet; make a thing with a feature 'lighting' of definition"
                    + " borough:lighting:1.0.0.");
        }
        Map<ThingId, Status> sorted = new TreeMap<>(statuses);
        sorted.values().removeIf(status -> status.level() == Status.Level.OK);
        if (sorted.isEmpty()) {
            return Status.ok("Groups: " + groups.size() + ", lamps: " + lamps + ".");
        }
        Map.Entry<ThingId, Status> first = sorted.entrySet().iterator().next();
        return Status.degraded(sorted.size() + " of " + groups.size() + " groups need attention. " + first.getKey()
                + ": " + first.getValue().reason());
    }
}
