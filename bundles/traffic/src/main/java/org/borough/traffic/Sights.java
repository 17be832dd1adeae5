// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.borough.learning.LinearMap;
import org.borough.thing.ThingId;
import org.borough.traffic.federated.Lesson;
import org.borough.twin.Twin;

/** What areas see beyond their own segments: alerts of the air, and what was learned together. For one thread. */
final class Sights {

    private final Known known;
    private Optional<Together> together = Optional.empty();

    Sights(Known known) {
        this.known = known;
    }

    /** What areas learned together. */
    record Together(Lesson lesson, LinearMap map) {}

    void learned(Together lesson) {
        together = Optional.of(lesson);
    }

    /** The first alert of an area of the air, in words. */
    Optional<String> alert(ThingId air) {
        Twin twin = known.airs().get(air);
        if (twin == null) {
            return Optional.empty();
        }
        JsonNode alerts = Json.read(twin.json()).at("/features/airState/properties/alerts");
        return alerts.isEmpty()
                ? Optional.empty()
                : Optional.of(alerts.get(0).path("why").asText("an alert holds"));
    }

    /** What is expected of a segment that has too little past of its own: by what was learned together, or as it is. */
    List<Outlook.Expected> simple(Segment segment, Segment.State state, Instant now) {
        if (state.quality().equals("unknown") || Double.isNaN(state.speed())) {
            return List.of();
        }
        double[] said = together.filter(any -> !state.quality().equals("estimated"))
                .map(lesson -> after(lesson, segment, now))
                .orElse(new double[0]);
        return Arrays.stream(Outlook.AHEAD)
                .mapToObj(steps -> new Outlook.Expected(
                        steps * Outlook.MINUTES,
                        said.length == 0 ? state.speed() : Math.max(0, said[steps - 1]),
                        Double.NaN,
                        Double.NaN,
                        said.length > 0 ? "learned with others" : words(state),
                        Double.NaN,
                        Double.NaN,
                        Double.NaN))
                .toList();
    }

    private static String words(Segment.State state) {
        return state.quality().equals("estimated") ? "mean of the hour" : "last value";
    }

    // A segment that is new has no district's mean worth its name: its own speeds stand for it.
    private static double[] after(Together lesson, Segment segment, Instant now) {
        long step = Course.step(now);
        int past = lesson.lesson().past();
        double[][] rows = Learning.rows(List.of(segment), step - 2L * past, step);
        double[] own = Arrays.stream(rows).skip(past).mapToDouble(row -> row[0]).toArray();
        return lesson.lesson().after(lesson.map(), own, own);
    }
}
