// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.borough.air.rules.AirRules;
import org.borough.rulebook.Effect;
import org.borough.rulebook.Rehearsal;
import org.borough.thing.BoroughException;
import org.borough.thing.ThingId;
import org.borough.twin.History;
import org.borough.twin.Twin;

/** Lets last week pass again under the rules in force and under others. Begun on the thread that watches. */
final class DryRuns implements Rehearsal<AirRules> {

    private static final Duration WEEK = Duration.ofDays(7);

    private final Known known;
    private final Map<ThingId, Sensor> sensors;
    private final Archive archive;
    private final ZoneId zone;

    /**
     * Dry runs.
     *
     * @param sensors those that are watched: their equations correct in the dry run too
     */
    DryRuns(Known known, Map<ThingId, Sensor> sensors, Archive archive, ZoneId zone) {
        this.known = known;
        this.sensors = sensors;
        this.archive = archive;
        this.zone = zone;
    }

    /**
     * Where the past comes from and who may work on it.
     *
     * @param history empty where the twins keep none
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    record Archive(Optional<History> history, Executor executor) {}

    @Override
    public CompletionStage<Effect> rehearse(ThingId area, AirRules present, AirRules proposed) {
        if (archive.history().isEmpty()) {
            return CompletableFuture.completedStage(Effect.unknown("The twins of this city keep no history."));
        }
        History.Span span = History.Span.before(known.now(), WEEK);
        Map<ThingId, Twin> concerned = new HashMap<>();
        List.of(present, proposed)
                .forEach(rules -> Membership.of(known.sensors().values(), area, rules.members())
                        .forEach(twin -> concerned.put(twin.id(), twin)));
        List<Tape.Source> sources = new ArrayList<>();
        concerned.values().forEach(twin -> Past.keys(twin)
                .forEach(key -> sources.add(new Tape.Source(twin.id(), key))));
        Map<ThingId, Sensor> equations = new HashMap<>();
        concerned.keySet().forEach(id -> Optional.ofNullable(sensors.get(id))
                .ifPresent(sensor -> equations.put(id, sensor.frozen())));
        List<Twin> twins = List.copyOf(concerned.values());
        try {
            return Tape.of(archive.history().get(), sources, span)
                    .thenApplyAsync(
                            tapes -> new DryRun(span, tapes, twins, equations, zone).effect(area, present, proposed),
                            archive.executor());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(
                    new BoroughException("too many dry runs wait already; try again in a minute", e));
        }
    }
}
