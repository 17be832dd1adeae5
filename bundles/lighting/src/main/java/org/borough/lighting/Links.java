// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.borough.lighting.rules.Rules;
import org.borough.thing.InvalidThingIdException;
import org.borough.thing.ThingId;
import org.borough.twin.Place;
import org.borough.twin.Twin;

/** Works out which lamps belong to which group, and which sensors speak for which lamp. */
final class Links {

    /** The attribute of a lamp that names its sensors, with commas between them. */
    static final String SENSORS = "presenceSensors";

    private static final double METRES_PER_DEGREE = 111_000;

    private final Map<ThingId, Twin> twins;
    private final List<Sensor> placed;
    private final Map<ThingId, ThingId> owners = new HashMap<>();

    Links(Map<ThingId, Twin> twins, Collection<Sensor> sensors) {
        this.twins = twins;
        this.placed =
                sensors.stream().filter(sensor -> sensor.place().isPresent()).toList();
    }

    /** Gives a group its lamps. Of two groups that claim a lamp, the one that is asked first has it. */
    void link(Group group, Map<ThingId, Lamp> lamps) {
        List<String> problems = new ArrayList<>();
        List<Twin> members = members(group, problems);
        Rules.Sensing sensing = group.rules().sensing();
        Map<ThingId, List<ThingId>> here = new HashMap<>();
        members.forEach(twin -> here.put(twin.id(), sensors(twin, sensing)));
        Map<ThingId, Set<ThingId>> near = Neighbours.of(members, sensing.ahead(), problems);
        List<Lamp> linked = new ArrayList<>();
        for (Twin twin : members) {
            Lamp lamp = lamps.get(twin.id());
            lamp.link(new Lamp.Sources(here.get(twin.id()), ahead(twin.id(), near, here)));
            linked.add(lamp);
        }
        if (linked.isEmpty() && problems.isEmpty()) {
            problems.add("No lamp fits the rules for members; lamps are things of the namespace '"
                    + group.id().namespace() + "' with a feature that provides borough:luminaire.");
        }
        group.link(linked, middle(members), problems);
    }

    private static List<ThingId> ahead(
            ThingId lamp, Map<ThingId, Set<ThingId>> near, Map<ThingId, List<ThingId>> here) {
        return near.getOrDefault(lamp, Set.of()).stream()
                .flatMap(other -> here.getOrDefault(other, List.of()).stream())
                .filter(sensor -> !here.get(lamp).contains(sensor))
                .distinct()
                .sorted()
                .toList();
    }

    private List<Twin> members(Group group, List<String> problems) {
        Map<ThingId, Twin> found = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        for (ThingId id : group.rules().members().ids()) {
            if (!id.namespace().equals(group.id().namespace())) {
                foreign.add(id.toString());
            } else if (twins.containsKey(id)) {
                found.put(id, twins.get(id));
            } else {
                missing.add(id.toString());
            }
        }
        twins.values().stream()
                .filter(twin -> twin.id().namespace().equals(group.id().namespace()))
                .filter(twin -> selected(twin, group.rules()))
                .forEach(twin -> found.put(twin.id(), twin));
        List<String> taken = claim(found.keySet(), group.id());
        note(problems, missing, " is no lamp: no thing of that name provides borough:luminaire.");
        note(problems, foreign, " is of another namespace; a group steers lamps of its own only.");
        note(problems, taken, ": already in another group; take them out of one of the two.");
        return List.copyOf(found.values());
    }

    private List<String> claim(Set<ThingId> found, ThingId group) {
        List<String> taken = new ArrayList<>();
        found.removeIf(id -> {
            boolean other = !owners.computeIfAbsent(id, lamp -> group).equals(group);
            if (other) {
                taken.add(id.toString());
            }
            return other;
        });
        return taken;
    }

    private static void note(List<String> problems, List<String> ids, String what) {
        if (!ids.isEmpty()) {
            problems.add(Group.names(ids) + what);
        }
    }

    private static boolean selected(Twin twin, Rules rules) {
        Rules.Members members = rules.members();
        boolean byAttribute = !members.attribute().isEmpty()
                && attribute(twin, members.attribute()).equals(members.value());
        return byAttribute || members.radiusMetres() > 0 && near(twin, rules);
    }

    private static boolean near(Twin twin, Rules rules) {
        Optional<Place> middle = rules.schedule().place();
        return middle.isPresent()
                && twin.place()
                        .filter(place ->
                                place.metresTo(middle.get()) <= rules.members().radiusMetres())
                        .isPresent();
    }

    private static String attribute(Twin twin, String path) {
        return Stream.<Class<?>>of(String.class, Long.class, Double.class, Boolean.class)
                .flatMap(type -> twin.attribute(path, type).stream())
                .findFirst()
                .map(Object::toString)
                .orElse("");
    }

    private List<ThingId> sensors(Twin lamp, Rules.Sensing sensing) {
        Set<ThingId> ids = new LinkedHashSet<>(sensing.linked());
        ids.addAll(named(lamp));
        lamp.place().ifPresent(place -> placed.stream()
                .filter(sensor -> reaches(sensor, place, sensing.radiusMetres()))
                .forEach(sensor -> ids.add(sensor.id())));
        return List.copyOf(ids);
    }

    private static List<ThingId> named(Twin lamp) {
        String text = lamp.attribute(SENSORS, String.class).orElse("");
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(id -> !id.isEmpty())
                    .map(ThingId::parse)
                    .toList();
        } catch (InvalidThingIdException e) {
            return List.of();
        }
    }

    private static boolean reaches(Sensor sensor, Place lamp, double metres) {
        Place place = sensor.place().orElseThrow();
        // The cheap look first: most sensors are far away.
        return Math.abs(place.latitude() - lamp.latitude()) * METRES_PER_DEGREE <= metres
                && place.metresTo(lamp) <= metres;
    }

    private static Optional<Place> middle(List<Twin> members) {
        List<Place> places =
                members.stream().flatMap(twin -> twin.place().stream()).toList();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Place(
                places.stream().mapToDouble(Place::latitude).average().orElseThrow(),
                places.stream().mapToDouble(Place::longitude).average().orElseThrow()));
    }
}
