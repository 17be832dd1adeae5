// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.borough.lighting.rules.Rules;
import org.borough.lighting.rules.RulesJson;
import org.borough.rulebook.Effect;
import org.borough.rulebook.Past;
import org.borough.rulebook.Rehearsal;
import org.borough.thing.BoroughException;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.things.Photocell;
import org.borough.things.Presence;
import org.borough.things.TrafficCount;
import org.borough.twin.History;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** Lets last week pass again under the rules in force and under others. Begun on the thread that steers. */
final class DryRuns implements Rehearsal<Rules> {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int READINGS = 200_000;
    private static final int READINGS_OF_ONE = 100;
    private static final List<Property<?>> PRESENCE = List.of(Presence.PRESENT, Presence.COUNT);
    private static final List<Property<?>> LIGHT = List.of(Photocell.ILLUMINANCE, Photocell.DARK);
    private static final List<Property<?>> TRAFFIC = List.of(
            TrafficCount.COUNT, TrafficCount.IN, TrafficCount.OUT, TrafficCount.TOTAL_IN, TrafficCount.TOTAL_OUT);

    private final Twins twins;
    private final Known known;
    private final Defaults defaults;
    private final Clock clock;
    private final Archive archive;

    DryRuns(Twins twins, Known known, Defaults defaults, Clock clock, Archive archive) {
        this.twins = twins;
        this.known = known;
        this.defaults = defaults;
        this.clock = clock;
        this.archive = archive;
    }

    /**
     * Where the past comes from and who may work on it.
     *
     * @param history empty where the twins keep none
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    record Archive(Optional<History> history, Executor executor) {}

    @Override
    public CompletionStage<Effect> rehearse(ThingId thing, Rules present, Rules proposed) {
        if (archive.history().isEmpty()) {
            return CompletableFuture.completedStage(Effect.unknown("The twins of this city keep no history."));
        }
        Instant now = clock.instant();
        Group before = scene(thing, present, now);
        Group after = scene(thing, proposed, now);
        Map<ThingId, Twin> sensors = sensors(before, after);
        Map<ThingId, Twin> lamps = Map.copyOf(known.lamps());
        List<Past.Source> sources = sources(sensors.values());
        CompletionStage<Past> lampsSaid = past(FaultRun.sources(lamps, before, after), now);
        try {
            return past(sources, now)
                    .thenCombineAsync(
                            lampsSaid,
                            (past, said) -> new FaultRun(said, lamps)
                                    .added(new DryRun(past, sensors, lamps).effect(before, after), before, after),
                            archive.executor());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(
                    new BoroughException("too many dry runs wait already; try again in a minute", e));
        }
    }

    private CompletionStage<Past> past(List<Past.Source> sources, Instant now) {
        int most = Math.max(READINGS_OF_ONE, READINGS / Math.max(1, sources.size()));
        return Past.of(archive.history().orElseThrow(), sources, History.Span.before(now, WEEK), most);
    }

    /** The group as it would be under these rules; a scratch one that steers nothing. */
    private Group scene(ThingId thing, Rules rules, Instant now) {
        Map<ThingId, Lamp> lamps = new HashMap<>();
        known.lamps().keySet().forEach(id -> lamps.put(id, new Lamp(id)));
        Group group = new Group(thing, defaults, now);
        group.adopt(RulesJson.write(rules));
        new Links(known.lamps(), known.sensors().values()).link(group, lamps);
        return group;
    }

    private Map<ThingId, Twin> sensors(Group... groups) {
        Set<ThingId> ids = new TreeSet<>();
        Stream.of(groups)
                .flatMap(group -> group.lamps().stream())
                .forEach(lamp -> lamp.sources().all().forEach(ids::add));
        Stream.of(groups).flatMap(group -> Clockwork.others(group.rules())).forEach(ids::add);
        Map<ThingId, Twin> sensors = new HashMap<>();
        ids.forEach(id -> twins.get(id).ifPresent(twin -> sensors.put(id, twin)));
        return sensors;
    }

    private static List<Past.Source> sources(Iterable<Twin> sensors) {
        List<Past.Source> sources = new ArrayList<>();
        for (Twin sensor : sensors) {
            sensor.providing(Presence.CAPABILITY).forEach(feature -> add(sources, sensor, feature, PRESENCE));
            sensor.providing(Photocell.CAPABILITY).forEach(feature -> add(sources, sensor, feature, LIGHT));
            sensor.providing(TrafficCount.CAPABILITY).forEach(feature -> add(sources, sensor, feature, TRAFFIC));
        }
        return sources;
    }

    private static void add(List<Past.Source> sources, Twin sensor, String feature, List<Property<?>> properties) {
        properties.stream()
                .<Property<?>>map(property -> property.in(feature))
                .filter(property -> sensor.get(property).isPresent())
                .forEach(property -> sources.add(new Past.Source(sensor.id(), property)));
    }
}
