// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.borough.rulebook.Rulebooks;
import org.borough.thing.Setting;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.things.SignalPlan;
import org.borough.traffic.rules.TrafficRuleSet;
import org.borough.traffic.rules.TrafficRules;
import org.borough.twin.Cause;
import org.borough.twin.History;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** Looks at the traffic of all areas again and again. All methods are for one thread. */
final class Watch {

    private final Twins twins;
    private final Known known;
    private final Settings settings;
    private final Executor executor;
    private final Pages pages;
    private final Past past;
    private final Sights sights;
    private final Federation federation;
    private final Rulebooks<TrafficRules> books;
    private final Map<ThingId, Area> areas = new TreeMap<>();
    private final Map<ThingId, Segment> segments = new TreeMap<>();
    private final Map<ThingId, String> wrong = new HashMap<>();
    private final Map<ThingId, List<Segment>> byCounter = new HashMap<>();
    private final Map<ThingId, Area> areaOf = new HashMap<>();
    private final Map<ThingId, String> asked = new HashMap<>();
    private final Set<ThingId> passed = new HashSet<>();

    Watch(Twins twins, Known known, Settings settings, Optional<History> history, Executor executor) {
        this.twins = twins;
        this.known = known;
        this.settings = settings;
        this.executor = executor;
        this.pages = new Pages(twins, settings);
        this.past = new Past(history);
        this.sights = new Sights(known);
        this.federation = new Federation(executor);
        this.books = new Rulebooks<>(
                twins,
                Known.SUBJECT,
                Known.AREA,
                new TrafficRuleSet(),
                new DryRuns(() -> areas, known, executor),
                known::again);
    }

    /** One look. */
    void tick() {
        Instant now = known.now();
        boolean changed = takeAreas(now);
        if (known.takeLinked() || changed) {
            link(now);
        }
        past.take().forEach(this::recall);
        hear();
        areas.values().forEach(area -> area.look(sights, settings.decisions(), now));
        federation.look(areas.values(), sights, now);
        areas.values().forEach(this::steer);
        publish(now);
        passed.clear();
    }

    /** How the service is. Readable from any thread. */
    Status status() {
        return pages.status();
    }

    private boolean takeAreas(Instant now) {
        Set<ThingId> changed = known.takeChangedAreas();
        for (ThingId id : changed) {
            Twin twin = known.areas().get(id);
            if (twin == null) {
                areas.remove(id);
                books.forget(id);
                pages.forget(id);
            } else {
                books.look(id, known.takeCause(id), now);
                JsonNode features = Json.read(twin.json()).path("features");
                areas.computeIfAbsent(id, any -> begun(any, features))
                        .adopt(features.path(Known.AREA).path("properties"));
            }
        }
        return !changed.isEmpty();
    }

    private Area begun(ThingId id, JsonNode features) {
        Area area = new Area(id, executor);
        area.restore(features.path(Pages.STATE).path("properties"));
        return area;
    }

    private void link(Instant now) {
        wrong.clear();
        byCounter.clear();
        areaOf.clear();
        segments.keySet().removeIf(id -> !known.segments().containsKey(id));
        Map<ThingId, List<Segment>> members = new HashMap<>();
        known.segments().values().forEach(twin -> link(twin, members, now));
        areas.forEach((id, area) -> area.link(members.getOrDefault(id, List.of())));
    }

    private void link(Twin twin, Map<ThingId, List<Segment>> members, Instant now) {
        JsonNode json =
                Json.read(twin.json()).path("features").path(Known.SEGMENT).path("properties");
        SegmentSpec spec = SegmentSpec.read(json);
        Area area = spec.area().isEmpty() ? null : areas.get(spec.area().get(0));
        if (!spec.valid() || area == null) {
            wrong.put(
                    twin.id(),
                    spec.valid()
                            ? "Its area " + spec.area().get(0) + " holds no rules."
                            : String.join(" ", spec.problems()));
            return;
        }
        if (!segments.containsKey(twin.id())) {
            past.ask(twin.id(), now);
        }
        Segment segment = segments.computeIfAbsent(twin.id(), id -> new Segment(id, spec));
        segment.describe(spec);
        areaOf.put(twin.id(), area);
        members.computeIfAbsent(area.id(), any -> new ArrayList<>()).add(segment);
        for (ThingId counter : spec.counters()) {
            byCounter.computeIfAbsent(counter, any -> new ArrayList<>()).add(segment);
            Optional.ofNullable(known.counters().get(counter)).ifPresent(there -> segment.counter(counter)
                    .stands(there, area.rules().hearing(), now));
        }
    }

    private void recall(Past.Remembered remembered) {
        Segment segment = segments.get(remembered.segment());
        for (int i = 0; segment != null && i < remembered.steps().length; i++) {
            segment.course().recall(remembered.steps()[i], remembered.speeds()[i]);
        }
    }

    private void hear() {
        for (Heard heard : known.takeReadings()) {
            byCounter.getOrDefault(heard.counter(), List.of()).stream()
                    .filter(segment -> segment.spec().listensTo(heard.feature()))
                    .forEach(segment -> hear(segment, heard));
        }
    }

    private void hear(Segment segment, Heard heard) {
        segment.hear(heard, areaOf.get(segment.id()).rules().hearing());
        boolean counts =
                heard.quantity().equals(Quantity.COUNT) || heard.quantity().equals(Quantity.FLOW);
        if (counts && heard.value() > 0) {
            passed.add(segment.id());
        }
    }

    private void steer(Area area) {
        if (!area.rules().steering()) {
            return;
        }
        area.wanted().forEach((controller, wanted) -> {
            Twin twin = known.signals().get(controller);
            if (twin == null || wanted.plan().equals(asked.put(controller, wanted.plan()))) {
                return;
            }
            String feature = twin.providing(SignalPlan.CAPABILITY).iterator().next();
            twins.desire(
                    controller,
                    List.of(Setting.of(SignalPlan.PLAN.in(feature), wanted.plan())),
                    Cause.of(Known.SUBJECT, wanted.why()));
        });
    }

    private void publish(Instant now) {
        Map<ThingId, String> running = new HashMap<>();
        known.signals().forEach((id, twin) -> twin.providing(SignalPlan.CAPABILITY)
                .forEach(feature ->
                        running.put(id, twin.get(SignalPlan.PLAN.in(feature)).orElse("unknown"))));
        segments.values().forEach(segment -> {
            segment.counters().forEach(counting -> counting.forget(now));
            Optional.ofNullable(areaOf.get(segment.id()))
                    .ifPresent(area -> pages.show(segment, area, passed.contains(segment.id())));
        });
        areas.values().forEach(area -> pages.show(area, running, books.problem(area.id())));
        pages.show(areas.values(), wrong, known.lost());
    }
}
