// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.borough.rulebook.Fields;
import org.borough.thing.ThingId;
import org.borough.traffic.rules.TrafficRules;

/**
 * A segment of a road, as its thing describes it.
 *
 * @param area whose rules hold; none when the thing is wrong
 * @param counters what counts on it
 * @param feature the only feature of its counters that counts on it, such as one site of a feed; empty for all
 * @param freeSpeed km/h when nobody is in the way
 * @param capacity vehicles an hour at most; 0 when unknown
 * @param presence whether lighting may know when somebody drives here
 * @param shares whether its sums may be used in learning together
 * @param problems one sentence for each key that is wrong
 */
record SegmentSpec(
        List<ThingId> area,
        List<ThingId> counters,
        String feature,
        double freeSpeed,
        double capacity,
        boolean presence,
        boolean shares,
        List<String> problems) {

    static SegmentSpec read(JsonNode json) {
        Fields fields = new Fields(json);
        List<ThingId> area = fields.things("area");
        fields.require(area.size() == 1, "area must be the id of the thing that holds the rules.");
        SegmentSpec spec = new SegmentSpec(
                area,
                fields.things("counters"),
                fields.text("feature"),
                fields.number("freeSpeedKmh", 50, 5, 200),
                fields.number("capacityPerHour", 0, 0, 30_000),
                fields.oneOf("presenceForLighting", "no", List.of("yes", "no")).equals("yes"),
                fields.oneOf("shareForLearning", "no", List.of("yes", "no")).equals("yes"),
                List.of());
        fields.number("lengthMetres", 0, 1, 100_000);
        fields.text("name");
        fields.require(!spec.counters().isEmpty(), "counters must name at least one thing that counts on the segment.");
        return spec.with(fields.problems());
    }

    private SegmentSpec with(List<String> wrong) {
        return new SegmentSpec(area, counters, feature, freeSpeed, capacity, presence, shares, wrong);
    }

    /** Whether a feature of a counter counts on it. */
    boolean listensTo(String counting) {
        return feature.isEmpty() || feature.equals(counting);
    }

    /** The level of a speed; the worst one when more vehicles want to pass than can. */
    String level(TrafficRules rules, double speed, double flow) {
        if (capacity > 0 && flow > capacity) {
            return rules.levels().get(rules.levels().size() - 1).name();
        }
        return Double.isNaN(speed) ? "" : rules.level(100 * speed / freeSpeed);
    }

    boolean valid() {
        return problems.isEmpty();
    }
}
