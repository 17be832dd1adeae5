// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.borough.air.rules.AirRules;
import org.borough.rulebook.Rulebooks;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** Looks at the air of all areas again and again. All methods are for one thread. */
final class Watch {

    private final Known known;
    private final Past past;
    private final Pages pages;
    private final Map<ThingId, Area> areas = new TreeMap<>();
    private final Map<ThingId, Sensor> sensors = new HashMap<>();
    private final Map<ThingId, Area> areaOf = new HashMap<>();
    private final Map<ThingId, JsonNode> rulesRead = new HashMap<>();
    private final Settings settings;
    private final EquationPages equations;
    private final Rulebooks<AirRules> books;

    Watch(Twins twins, Known known, Settings settings, DryRuns.Archive archive) {
        this.known = known;
        this.settings = settings;
        this.past = new Past(archive.history(), known::add);
        this.pages = new Pages(twins, settings);
        this.equations = new EquationPages(twins, settings.thing());
        DryRuns dryRuns = new DryRuns(known, sensors, archive, settings.zone());
        this.books = new Rulebooks<>(twins, Known.SUBJECT, Known.FEATURE, new AirRuleSet(), dryRuns, known::again);
    }

    /** One look. */
    void tick() {
        Instant now = known.now();
        boolean moved = takeAreas(now);
        if (known.takeMoved() || moved) {
            relink(now);
        }
        known.takeFresh().forEach(id -> past.ask(known.sensors().get(id), now));
        hear();
        answer(now);
        sensors.values().forEach(sensor -> sensor.forget(now));
        areas.values().forEach(area -> area.look(now));
        areas.values().forEach(area -> equations.publish(area.members()));
        pages.publish(areas.values(), unclaimed(), known.lost(), problem(), now);
    }

    private String problem() {
        return areas.keySet().stream()
                .map(books::problem)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .or(equations::problem)
                .orElse("");
    }

    /** Answers who adopts an equation. */
    private void answer(Instant now) {
        Instant last = now.truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
        boolean another = false;
        for (Twin page : known.takeAskedPages().values()) {
            another |= equations.answer(page, sensors, known.takeCause(page.id()), last, now);
        }
        if (another) {
            areas.values().forEach(Area::recompute);
        }
    }

    /** How the service is. Readable from any thread. */
    Status status() {
        return pages.status();
    }

    private boolean takeAreas(Instant now) {
        Set<ThingId> changed = known.takeChangedAreas();
        boolean other = false;
        for (ThingId id : changed) {
            Twin twin = known.areas().get(id);
            if (twin == null) {
                areas.remove(id);
                rulesRead.remove(id);
                other = true;
                pages.forget(id);
                books.forget(id);
            } else {
                JsonNode features = Json.read(twin.json()).path("features");
                JsonNode rules = features.path(Known.FEATURE).path("properties");
                Area area = areas.computeIfAbsent(id, key -> begin(key, features));
                if (!rules.equals(rulesRead.put(id, rules))) {
                    area.adopt(rules);
                    other = true;
                }
                books.look(id, known.takeCause(id), now);
            }
        }
        return other;
    }

    /** Goes on from what the thing of the area showed before a restart. */
    private Area begin(ThingId id, JsonNode features) {
        Area area = new Area(id, settings.zone());
        JsonNode state = features.path(Pages.STATE).path("properties");
        area.exposure().restore(state.path("exposure"));
        pages.restore(id, state);
        return area;
    }

    private void hear() {
        for (Heard reading : known.takeReadings()) {
            Area area = areaOf.get(reading.sensor());
            if (area != null) {
                sensors.get(reading.sensor()).hear(reading, area.rules().hours());
                area.revise(reading.sensor(), reading.at().truncatedTo(ChronoUnit.HOURS));
            }
        }
    }

    private void relink(Instant now) {
        areaOf.clear();
        Set<ThingId> references = new HashSet<>();
        known.sensors().values().stream().filter(Membership::isReference).forEach(twin -> references.add(twin.id()));
        for (Area area : areas.values()) {
            List<Twin> free = known.sensors().values().stream()
                    .filter(twin -> !areaOf.containsKey(twin.id()))
                    .toList();
            List<Sensor> members = Membership.of(free, area.id(), area.rules().members()).stream()
                    .map(twin -> standing(twin, area, now))
                    .toList();
            area.link(members, references);
        }
        sensors.keySet().retainAll(known.sensors().keySet());
    }

    private Sensor begin(ThingId id, Instant now) {
        Sensor sensor = new Sensor(id, now);
        equations.restore(sensor);
        return sensor;
    }

    private Sensor standing(Twin twin, Area area, Instant now) {
        areaOf.put(twin.id(), area);
        Sensor sensor = sensors.computeIfAbsent(twin.id(), id -> begin(id, now));
        sensor.stands(twin.place(), area.rules().plausibility().movedMetres(), now);
        return sensor;
    }

    private Collection<ThingId> unclaimed() {
        Set<ThingId> rest = new HashSet<>(known.sensors().keySet());
        rest.removeAll(areaOf.keySet());
        return rest;
    }
}
