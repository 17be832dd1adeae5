// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.borough.air.index.Pollutant;
import org.borough.thing.ThingId;

/** What is believed in one hour: by pollutant and sensor, and what was found about them. For one thread. */
final class BelievedHour {

    private final Map<Pollutant, Map<ThingId, Double>> used;
    private final List<Finding> findings;
    private final Map<Speakers, double[]> medians = new IdentityHashMap<>();

    BelievedHour(Map<Pollutant, Map<ThingId, Double>> used, List<Finding> findings) {
        this.used = used;
        this.findings = List.copyOf(findings);
    }

    List<Finding> findings() {
        return findings;
    }

    Map<ThingId, Double> used(Pollutant pollutant) {
        return used.get(pollutant);
    }

    /** Whether any quantity of a sensor is believed. */
    boolean speaks(ThingId sensor) {
        return used.values().stream().anyMatch(values -> values.containsKey(sensor));
    }

    /** What some sensors say together: the median; not a number where none does. Worked out once. */
    double median(Speakers speakers, Pollutant pollutant) {
        return medians.computeIfAbsent(speakers, some -> Arrays.stream(Pollutant.values())
                .mapToDouble(one -> median(some, used.get(one)))
                .toArray())[pollutant.ordinal()];
    }

    private static double median(Speakers speakers, Map<ThingId, Double> used) {
        if (used.isEmpty()) {
            return Double.NaN;
        }
        double[] values = speakers.ids().stream()
                .filter(used::containsKey)
                .mapToDouble(used::get)
                .toArray();
        return values.length == 0 ? Double.NaN : Judge.median(values);
    }
}
