// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.lighting.rules.Decider;
import org.borough.lighting.rules.Decision;
import org.borough.lighting.rules.ManualLevel;
import org.borough.lighting.rules.Presence;
import org.borough.lighting.rules.Rules;
import org.borough.lighting.rules.Sky;
import org.borough.lighting.rules.Surroundings;
import org.borough.rulebook.Rulebooks;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** Brings lamps to the levels that their groups' rules give. All methods are for one thread. */
final class Steering {

    private final Twins twins;
    private final Clock clock;
    private final Known known;
    private final Defaults defaults;
    private final Pages pages;
    private final Rulebooks<Rules> books;
    private final Patrol patrol;
    private final Map<ThingId, Group> groups = new TreeMap<>();
    private final Map<ThingId, Lamp> lamps = new HashMap<>();
    private final Map<ThingId, Set<ThingId>> groupsOfSensor = new HashMap<>();
    private final Map<ThingId, ThingId> groupOfLamp = new HashMap<>();
    private final Map<ThingId, String> answers = new ConcurrentHashMap<>();

    Steering(Twins twins, Clock clock, Known known, Defaults defaults, DryRuns.Archive archive) {
        this.twins = twins;
        this.clock = clock;
        this.known = known;
        this.defaults = defaults;
        this.pages = new Pages(twins, defaults, known);
        this.patrol = new Patrol(known);
        DryRuns dryRuns = new DryRuns(twins, known, defaults, clock, archive);
        this.books = new Rulebooks<>(twins, Known.SUBJECT, Known.FEATURE, new LightingRules(), dryRuns, known::again);
    }

    /** Looks at everything: called again and again. */
    void tick() {
        Instant now = clock.instant();
        takeNews(now);
        known.takeAwakeSensors();
        if (known.takeMoved()) {
            relink();
        }
        patrol.hear(lamps, this::groupOf, now);
        groups.values().forEach(group -> evaluate(group, now));
        groups.values().forEach(group -> patrol.look(group, now));
        groups.values().forEach(group -> group.account(known.lamps(), now));
        groups.values().forEach(group -> group.unwritten(books.problem(group.id())));
        pages.publish(groups.values(), now);
    }

    /** Looks at what changed only: called as soon as something did. */
    void react() {
        Instant now = clock.instant();
        Set<ThingId> concerned = takeNews(now);
        for (ThingId sensor : known.takeAwakeSensors()) {
            concerned.addAll(groupsOfSensor.getOrDefault(sensor, Set.of()));
        }
        Collection<Group> due = groups.values().stream()
                .filter(group -> concerned.contains(group.id()))
                .toList();
        due.forEach(group -> evaluate(group, now));
        pages.publish(due, now);
    }

    /** Writes the figures that would be published later: the next start goes on from them. */
    void finish() {
        pages.publishAll(groups.values(), clock.instant());
    }

    /** How the service is. Readable from any thread. */
    Status status() {
        return pages.status();
    }

    private Set<ThingId> takeNews(Instant now) {
        answers.keySet().forEach(id -> answered(id, answers.remove(id), now));
        Set<ThingId> concerned = new HashSet<>(takeGroups(now));
        known.takeTouchedLamps()
                .forEach((id, touch) -> overruled(id, touch, now).ifPresent(concerned::add));
        return concerned;
    }

    private void answered(ThingId id, String reason, Instant now) {
        Lamp lamp = lamps.get(id);
        if (lamp == null) {
            return;
        }
        if (reason.isEmpty()) {
            lamp.accepted();
        } else {
            lamp.refused(reason, now);
        }
    }

    private Set<ThingId> takeGroups(Instant now) {
        Set<ThingId> changed = known.takeChangedGroups();
        Map<ThingId, Known.Touch> touched = known.takeTouchedGroups();
        boolean other = false;
        for (ThingId id : changed) {
            Twin twin = known.groups().get(id);
            if (twin == null) {
                other = true;
                groups.remove(id);
                pages.forget(id);
                books.forget(id);
                patrol.forget(id);
            } else {
                other |= read(twin, Optional.ofNullable(touched.get(id)), now);
            }
        }
        // Who has which lamps follows from rules only: what else is written into groups must not cost a look at all
        // lamps.
        if (other) {
            known.takeMoved();
            relink();
        }
        return changed;
    }

    private boolean read(Twin twin, Optional<Known.Touch> touch, Instant now) {
        JsonNode thing = Json.read(twin.json());
        Group group = groups.computeIfAbsent(twin.id(), id -> begin(id, thing, now));
        boolean other = group.adopt(thing.path("features").path(Known.FEATURE).path("properties"));
        group.manual(thing.path("attributes").path(OverrideAttribute.NAME), touch, now);
        books.look(twin.id(), known.takeCause(twin.id()), now);
        return other;
    }

    private Group begin(ThingId id, JsonNode thing, Instant now) {
        Group group = new Group(id, defaults, now);
        JsonNode state = thing.path("features").path(Pages.STATE).path("properties");
        group.restore(state, now);
        state.path("sensors")
                .forEach(sensor -> known.remember(
                        ThingId.parse(sensor.path("id").asText()), Times.parse(sensor.path("quietSince"))));
        Accounts.read(state.path("lampEnergy"))
                .forEach((lamp, account) -> lamp(lamp).meter().restore(account));
        for (JsonNode manual : state.path("manual")) {
            lamp(ThingId.parse(manual.path("lamp").asText())).remember(Json.manual(manual));
        }
        return group;
    }

    private Lamp lamp(ThingId id) {
        return lamps.computeIfAbsent(id, name -> {
            Lamp lamp = new Lamp(name);
            Optional.ofNullable(known.lamps().get(name)).ifPresent(lamp::recall);
            return lamp;
        });
    }

    private Optional<Group> groupOf(ThingId lamp) {
        return Optional.ofNullable(groupOfLamp.get(lamp)).map(groups::get);
    }

    private void relink() {
        known.lamps().forEach((id, twin) -> lamp(id).watch().begin(twin));
        lamps.keySet().retainAll(known.lamps().keySet());
        groupsOfSensor.clear();
        groupOfLamp.clear();
        Links links = new Links(known.lamps(), known.sensors().values());
        for (Group group : groups.values()) {
            links.link(group, lamps);
            for (Lamp lamp : group.lamps()) {
                groupOfLamp.put(lamp.id(), group.id());
                lamp.sources().all().forEach(sensor -> groupsOfSensor
                        .computeIfAbsent(sensor, id -> new HashSet<>())
                        .add(group.id()));
            }
        }
    }

    private Optional<ThingId> overruled(ThingId id, Known.Touch touch, Instant now) {
        Lamp lamp = lamps.get(id);
        if (lamp == null || !groupOfLamp.containsKey(id)) {
            return Optional.empty();
        }
        Group group = groups.get(groupOfLamp.get(id));
        if (touch.level().isEmpty()) {
            lamp.withdrawn(now);
        } else {
            Instant until = touch.at().plus(group.rules().timing().manual());
            lamp.overruled(new ManualLevel(touch.level().get(), touch.at(), until, touch.by(), touch.reason(), ""));
        }
        return Optional.of(group.id());
    }

    private void evaluate(Group group, Instant now) {
        Sky sky = group.look(now, known.senses()).sky();
        Map<Lamp.Sources, Decision> goals = new HashMap<>();
        Map<Decision, List<ThingId>> decided = new LinkedHashMap<>();
        for (Lamp lamp : group.lamps()) {
            if (lamp.ready(now)) {
                steer(group, lamp, sky, goals, now)
                        .ifPresent(decision -> decided.computeIfAbsent(decision, key -> new ArrayList<>())
                                .add(lamp.id()));
            }
        }
        decided.forEach((decision, ids) -> pages.note(group, decision, ids, now));
    }

    private Decision goal(Group group, Lamp.Sources sources, ManualLevel manual, Sky sky, Instant now) {
        Surroundings around =
                new Surroundings(presence(group, sources.here(), now), presence(group, sources.ahead(), now));
        return Decider.decide(group.rules(), group.look().orders(), sky, around, manual, now);
    }

    private Presence presence(Group group, List<ThingId> sensors, Instant now) {
        return Presence.strongest(sensors.stream()
                .map(id -> known.sensors().getOrDefault(id, Sensor.unheard(id)))
                .map(sensor -> sensor.presence(group.rules().sensing().silence(), now))
                .toList());
    }

    private Optional<Decision> steer(Group group, Lamp lamp, Sky sky, Map<Lamp.Sources, Decision> goals, Instant now) {
        Rules rules = group.rules();
        ManualLevel manual = ManualLevel.latest(lamp.manual(), group.manual(), now);
        // Lamps with the same sensors have the same goal, unless somebody set one by hand.
        Decision goal = lamp.manual().active(now)
                ? goal(group, lamp.sources(), manual, sky, now)
                : goals.computeIfAbsent(lamp.sources(), sources -> goal(group, sources, manual, sky, now));
        Decision next = Decider.step(rules, lamp.wanted(), lamp.changed(), goal, now);
        Twin twin = known.lamps().get(lamp.id());
        if (next.level() == lamp.wanted() || twin == null) {
            return Optional.empty();
        }
        lamp.want(next.level(), now);
        boolean again = !lamp.refusal().isEmpty();
        desire(group, twin, next, again);
        return again ? Optional.empty() : Optional.of(next);
    }

    private void desire(Group group, Twin lamp, Decision decision, boolean again) {
        String reason = decision.reason() + " (" + group.id() + ", rules of "
                + group.rules().authorship().author() + ")";
        twins.desire(lamp.id(), Lamp.settings(lamp, decision.level()), Cause.of(Known.SUBJECT, reason))
                .whenComplete((done, refusal) -> {
                    if (refusal != null) {
                        answers.put(lamp.id(), "The wish for " + lamp.id() + " was refused: " + Pages.words(refusal));
                    } else if (again) {
                        answers.put(lamp.id(), "");
                    }
                });
    }
}
