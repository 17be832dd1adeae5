// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.borough.rulebook.Effect;
import org.borough.rulebook.Rehearsal;
import org.borough.thing.BoroughException;
import org.borough.thing.ThingId;
import org.borough.traffic.rules.TrafficRules;
import org.borough.traffic.rules.TrafficRules.Choice;
import org.borough.traffic.rules.TrafficRules.When;

/** Lets the week that the service remembers pass again under the rules in force and under others. */
final class DryRuns implements Rehearsal<TrafficRules> {

    private final Supplier<Map<ThingId, Area>> areas;
    private final Known known;
    private final Executor executor;

    DryRuns(Supplier<Map<ThingId, Area>> areas, Known known, Executor executor) {
        this.areas = areas;
        this.known = known;
        this.executor = executor;
    }

    /** How one segment went; a copy that no other thread changes. */
    private record Went(ThingId id, SegmentSpec spec, double[] speeds, double[] flows) {

        String level(TrafficRules rules, int at) {
            return spec.level(rules, speeds[at], flows[at]);
        }
    }

    @Override
    public CompletionStage<Effect> rehearse(ThingId thing, TrafficRules present, TrafficRules proposed) {
        Area area = areas.get().get(thing);
        long to = Course.step(known.now());
        List<Went> week = new ArrayList<>();
        long from = to;
        if (area != null) {
            from = area.segments().stream()
                    .mapToLong(segment -> segment.course().first(to))
                    .min()
                    .orElse(to);
            long first = from;
            area.segments().forEach(segment -> week.add(went(segment, first, to)));
        }
        if (from >= to) {
            return CompletableFuture.completedStage(Effect.unknown("No segment of the area was measured yet."));
        }
        int steps = (int) (to - from);
        Instant start = Course.start(from);
        try {
            return CompletableFuture.supplyAsync(
                    () -> new Effect(
                            steps + " steps of five minutes of " + week.size() + " segments, from " + start + " on.",
                            figures(present, week, start, steps),
                            figures(proposed, week, start, steps),
                            words(proposed)),
                    executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(
                    new BoroughException("too much waits to be worked out already; try again in a minute", e));
        }
    }

    private static Went went(Segment segment, long from, long to) {
        double[] speeds = new double[(int) (to - from)];
        double[] flows = new double[speeds.length];
        for (int at = 0; at < speeds.length; at++) {
            speeds[at] = segment.course().speed(from + at);
            flows[at] = segment.course().flow(from + at);
        }
        return new Went(segment.id(), segment.spec(), speeds, flows);
    }

    private static List<String> words(TrafficRules proposed) {
        boolean left = proposed.signals().stream()
                .flatMap(signal -> signal.choices().stream())
                .anyMatch(choice -> choice.when() == When.AIR);
        return left
                ? List.of("A forecast counts as what then came; alerts of the air are left out.")
                : List.of("A forecast counts as what then came.");
    }

    private static ObjectNode figures(TrafficRules rules, List<Went> week, Instant start, int steps) {
        Map<ThingId, Went> byId = new HashMap<>();
        week.forEach(went -> byId.put(went.id(), went));
        Map<String, Integer> levels = new TreeMap<>();
        int congested = 0;
        for (Went went : week) {
            for (int at = 0; at < steps; at++) {
                String level = went.level(rules, at);
                levels.merge(level.isEmpty() ? "unknown" : level, Outlook.MINUTES, Integer::sum);
                congested += rules.reaches(level, rules.congestedFrom()) ? Outlook.MINUTES : 0;
            }
        }
        ObjectNode json = Json.object().put("congestedMinutes", congested);
        ObjectNode minutes = json.putObject("segmentMinutesAtLevel");
        levels.forEach(minutes::put);
        ObjectNode plans = json.putObject("planMinutes");
        int changes = 0;
        for (TrafficRules.Signal signal : rules.signals()) {
            SignalChoice choice = new SignalChoice();
            for (int at = 0; at < steps; at++) {
                Instant now = start.plus(Course.STEP.multipliedBy(at + 1L));
                SignalChoice.Decided decided = choice.choose(signal, rules, sight(rules, byId, at), now);
                changes += decided.changed() ? 1 : 0;
                String key = signal.controller() + " " + choice.plan();
                plans.put(key, plans.path(key).asInt() + Outlook.MINUTES);
            }
        }
        return json.put("planChanges", changes);
    }

    private static SignalChoice.Sight sight(TrafficRules rules, Map<ThingId, Went> week, int at) {
        return new SignalChoice.Sight() {
            @Override
            public String level(Choice choice) {
                Went went = week.get(choice.of());
                int when = choice.when() == When.FORECAST ? at + choice.minutes() / Outlook.MINUTES : at;
                return went == null || when >= went.speeds().length ? "" : went.level(rules, when);
            }

            @Override
            public Optional<String> alert(Choice choice) {
                return Optional.empty();
            }
        };
    }
}
