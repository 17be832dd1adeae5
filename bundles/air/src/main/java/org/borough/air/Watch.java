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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.borough.air.rules.AirRules;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.twin.Twin;

/** Looks at the air of all areas again and again. All methods are for one thread. */
final class Watch {

    private final Known known;
    private final Past past;
    private final Pages pages;
    private final Map<ThingId, Area> areas = new TreeMap<>();
    private final Map<ThingId, Sensor> sensors = new HashMap<>();
    private final Map<ThingId, Area> areaOf = new HashMap<>();

    Watch(Known known, Past past, Pages pages) {
        this.known = known;
        this.past = past;
        this.pages = pages;
    }

    /** One look. */
    void tick() {
        Instant now = known.now();
        boolean moved = takeAreas();
        if (known.takeMoved() || moved) {
            relink(now);
        }
        known.takeFresh().forEach(id -> past.ask(known.sensors().get(id), now));
        hear();
        sensors.values().forEach(sensor -> sensor.forget(now));
        areas.values().forEach(area -> area.look(now));
        pages.publish(areas.values(), unclaimed(), known.lost(), now);
    }

    /** How the service is. Readable from any thread. */
    Status status() {
        return pages.status();
    }

    private boolean takeAreas() {
        Set<ThingId> changed = known.takeChangedAreas();
        for (ThingId id : changed) {
            Twin twin = known.areas().get(id);
            if (twin == null) {
                areas.remove(id);
                pages.forget(id);
            } else {
                JsonNode features = Json.read(twin.json()).path("features");
                areas.computeIfAbsent(id, key -> begin(key, features))
                        .adopt(features.path(Known.FEATURE).path("properties"));
            }
        }
        return !changed.isEmpty();
    }

    /** Goes on from what the thing of the area showed before a restart. */
    private Area begin(ThingId id, JsonNode features) {
        Area area = new Area(id);
        JsonNode state = features.path(Pages.STATE).path("properties");
        area.exposure().restore(state.path("exposure"));
        pages.restore(id, state);
        state.path("sensors").forEach(json -> {
            Sensor sensor =
                    sensors.computeIfAbsent(ThingId.parse(json.path("id").asText()), Sensor::new);
            json.path("equations").fields().forEachRemaining(field -> sensor.equations()
                    .put(field.getKey(), Calibrated.of(field.getValue())));
        });
        return area;
    }

    private void hear() {
        Set<Instant> hours = new HashSet<>();
        for (Heard reading : known.takeReadings()) {
            Area area = areaOf.get(reading.sensor());
            if (area != null) {
                sensors.get(reading.sensor()).hear(reading, area.rules().hours());
                hours.add(reading.at().truncatedTo(ChronoUnit.HOURS));
            }
        }
        areas.values().forEach(area -> hours.forEach(area::revise));
    }

    private void relink(Instant now) {
        areaOf.clear();
        Set<ThingId> references = new HashSet<>();
        known.sensors().values().stream()
                .filter(twin ->
                        twin.attribute("referenceStation", Boolean.class).orElse(false))
                .forEach(twin -> references.add(twin.id()));
        for (Area area : areas.values()) {
            List<Sensor> members = known.sensors().values().stream()
                    .filter(twin -> !areaOf.containsKey(twin.id()) && belongs(twin, area))
                    .sorted(java.util.Comparator.comparing(Twin::id))
                    .map(twin -> standing(twin, area, now))
                    .toList();
            area.link(members, references);
        }
        sensors.keySet().retainAll(known.sensors().keySet());
    }

    private Sensor standing(Twin twin, Area area, Instant now) {
        areaOf.put(twin.id(), area);
        Sensor sensor = sensors.computeIfAbsent(twin.id(), Sensor::new);
        sensor.stands(twin.place(), area.rules().plausibility().movedMetres(), now);
        return sensor;
    }

    private static boolean belongs(Twin twin, Area area) {
        AirRules.Members members = area.rules().members();
        if (!twin.id().namespace().equals(area.id().namespace())
                || twin.attribute("indoor", Boolean.class).orElse(false)) {
            return false;
        }
        boolean named = members.ids().contains(twin.id());
        boolean marked = !members.attribute().isEmpty()
                && attribute(twin, members.attribute()).equals(Optional.of(members.value()));
        boolean near = members.middle()
                .filter(middle -> twin.place()
                        .filter(place -> place.metresTo(middle) <= members.radiusMetres())
                        .isPresent())
                .isPresent();
        return named || marked || near;
    }

    private static Optional<String> attribute(Twin twin, String path) {
        return Stream.<Class<?>>of(String.class, Long.class, Double.class, Boolean.class)
                .flatMap(type -> twin.attribute(path, type).stream())
                .findFirst()
                .map(Object::toString);
    }

    private Collection<ThingId> unclaimed() {
        Set<ThingId> rest = new HashSet<>(known.sensors().keySet());
        rest.removeAll(areaOf.keySet());
        return rest;
    }
}
