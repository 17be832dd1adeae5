// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.things.TravelState;
import org.borough.twin.Place;
import org.borough.twin.Twin;
import org.borough.waste.rules.WasteRules.AvoidCongested;
import org.borough.waste.rules.WasteRules.Slow;

/** What the rule about congested segments of roads comes to now: which of them slow trucks down, and why others do not. */
record Congestion(List<Segment> segments) {

    private static final Property<String> UNTIL = Property.of(TravelState.MODEL, "until", String.class);
    private static final Set<String> BELIEVED = Set.of("", "measured", "doubtful");

    /**
     * A segment that the rule names.
     *
     * @param slow where and how much it slows trucks down; empty where it does not
     */
    record Segment(ThingId id, Optional<Slow> slow, String why) {}

    /** Without a rule nothing is looked at. */
    static Congestion none() {
        return new Congestion(List.of());
    }

    /** How the segments are now, as they say themselves. */
    static Congestion now(ThingId area, Optional<AvoidCongested> rule, Map<ThingId, Twin> segments, Instant now) {
        return rule.map(avoid -> new Congestion(avoid.segments().stream()
                        // What belongs to another city is as little seen as its containers are.
                        .map(id -> segment(
                                id,
                                avoid,
                                Optional.ofNullable(segments.get(id))
                                        .filter(twin -> id.namespace().equals(area.namespace())),
                                now))
                        .toList()))
                .orElseGet(Congestion::none);
    }

    private static Segment segment(ThingId id, AvoidCongested rule, Optional<Twin> twin, Instant now) {
        if (twin.isEmpty()) {
            return free(id, "Nothing of this name in the area's namespace tells a travel state");
        }
        Optional<Place> place = twin.get().place();
        if (place.isEmpty()) {
            return free(id, "It has no attribute location (a GeoJSON point)");
        }
        String feature = twin.get().providing(TravelState.CAPABILITY).iterator().next();
        Instant until = twin.get()
                .get(UNTIL.in(feature))
                .flatMap(Json::instant)
                .orElse(twin.get().modified());
        if (until.plus(Duration.ofMinutes(rule.staleMinutes())).isBefore(now)) {
            return free(id, "Stale: its last word is of " + until);
        }
        String quality = twin.get().get(TravelState.QUALITY.in(feature)).orElse("");
        if (!BELIEVED.contains(quality)) {
            return free(id, "Silent: its state is " + quality + ", not measured");
        }
        return twin.get().get(TravelState.CONGESTED.in(feature)).orElse(false)
                ? congested(twin.get(), place.get(), rule, feature, quality)
                : new Segment(id, Optional.empty(), "Not congested.");
    }

    private static Segment free(ThingId id, String why) {
        return new Segment(id, Optional.empty(), why + "; it counts as not congested.");
    }

    private static Segment congested(Twin twin, Place place, AvoidCongested rule, String feature, String quality) {
        String level = twin.get(TravelState.LEVEL.in(feature))
                .map(text -> ", level " + text)
                .orElse("");
        String name = twin.attribute("name", String.class)
                .or(() -> twin.attribute("title", String.class))
                .orElse(twin.id().toString());
        String why = name + " is congested" + level + (quality.isEmpty() ? "" : ", " + quality) + ": within "
                + Math.round(rule.radiusMetres()) + " m ways take " + Json.rounded(rule.factor())
                + " times as long (rule avoidCongested).";
        return new Segment(twin.id(), Optional.of(new Slow(name, place, rule.radiusMetres(), rule.factor())), why);
    }

    /** Those that slow trucks down. */
    List<Segment> avoided() {
        return segments.stream().filter(segment -> segment.slow().isPresent()).toList();
    }

    /** Where they do. */
    List<Slow> slow() {
        return segments.stream().flatMap(segment -> segment.slow().stream()).toList();
    }

    /**
     * Shows what is used.
     *
     * @param plan the tours of the day, which may have been planned before a street jammed
     */
    ArrayNode json(Optional<DayPlan> plan) {
        ArrayNode json = Json.object().putArray("congestion");
        segments.forEach(segment -> json.addObject()
                .put("segment", segment.id().toString())
                .put("avoided", segment.slow().isPresent())
                .put(
                        "inTours",
                        plan.filter(tours -> tours.avoids(segment.id().toString()))
                                .isPresent())
                .put("why", segment.why()));
        return json;
    }
}
