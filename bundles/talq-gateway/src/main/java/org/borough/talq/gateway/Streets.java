// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.borough.talq.Group;
import org.borough.talq.ResourceReference;
import org.borough.talq.TalqJson;
import org.borough.thing.InvalidThingIdException;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.twin.Change;
import org.borough.twin.Place;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;

/** The groups of the city's own lighting, which steers their lamps by their rules. */
final class Streets implements TwinListener {

    /** The capability of things that hold the rules of a group. */
    static final String CAPABILITY = "borough:lighting";

    private static final String FEATURE = "lighting";
    private static final String SOURCE = "TALQ calendar ";

    private final Inventory inventory;
    private final Map<ThingId, JsonNode> groups = new ConcurrentSkipListMap<>();

    Streets(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public void present(Twin twin) {
        if (twin.providing(CAPABILITY).contains(FEATURE)) {
            groups.put(
                    twin.id(),
                    TalqJson.tree(twin.json().getBytes(StandardCharsets.UTF_8))
                            .path("features")
                            .path(FEATURE)
                            .path("properties"));
        }
    }

    @Override
    public void changed(Twin twin, Change change) {
        present(twin);
    }

    @Override
    public void gone(ThingId thing) {
        groups.remove(thing);
    }

    /** The groups that the CMS may see. */
    List<ThingId> visible() {
        return groups.keySet().stream().filter(this::isVisible).toList();
    }

    /** The group of an address, if the CMS may see it. */
    Optional<ThingId> find(String address) {
        try {
            return Optional.of(ThingId.parse(address)).filter(this::isVisible);
        } catch (InvalidThingIdException e) {
            return Optional.empty();
        }
    }

    private boolean isVisible(ThingId group) {
        return groups.containsKey(group)
                && inventory.isOffered(group)
                && inventory.mayRead(group, "thing:/features/" + FEATURE);
    }

    /** A group in TALQ's form. */
    Group group(ThingId id, String owner) {
        List<ResourceReference> members = lamps(id).stream()
                .map(lamp -> new ResourceReference("devices", Inventory.address(lamp)))
                .toList();
        return new Group(id.toString(), owner, members, "calendar");
    }

    /** The groups that steer a lamp. */
    List<ThingId> of(ThingId lamp) {
        return inventory
                .twin(lamp)
                .map(twin -> groups.entrySet().stream()
                        .filter(group -> isMember(twin, group.getKey(), group.getValue()))
                        .map(Map.Entry::getKey)
                        .toList())
                .orElse(List.of());
    }

    /** The calendar of the CMS whose rules are in force for a lamp; empty for none. */
    String calendar(ThingId lamp) {
        Optional<Twin> twin = inventory.twin(lamp);
        for (Map.Entry<ThingId, JsonNode> group : groups.entrySet()) {
            String source = group.getValue().path("source").asText();
            boolean member = source.startsWith(SOURCE)
                    && twin.filter(one -> isMember(one, group.getKey(), group.getValue()))
                            .isPresent();
            if (member) {
                return source.substring(SOURCE.length());
            }
        }
        return "";
    }

    /** How rules say that they came from a calendar of the CMS. */
    static String source(String calendar) {
        return SOURCE + calendar;
    }

    /** The lamps of a group, as its rules name them. */
    Set<ThingId> lamps(ThingId group) {
        JsonNode rules = groups.getOrDefault(group, MissingNode.getInstance());
        return inventory.visible().stream()
                .filter(twin -> isMember(twin, group, rules))
                .map(Twin::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isMember(Twin twin, ThingId group, JsonNode rules) {
        if (!twin.id().namespace().equals(group.namespace())
                || twin.providing(Luminaire.CAPABILITY).isEmpty()) {
            return false;
        }
        for (JsonNode member : rules.path("members")) {
            if (member.asText().equals(twin.id().toString())) {
                return true;
            }
        }
        String attribute = rules.path("memberAttribute").asText();
        double radius = rules.path("memberRadiusMetres").asDouble();
        return !attribute.isEmpty() && has(twin, attribute, rules.path("memberValue"))
                || radius > 0 && isNear(twin, rules, radius);
    }

    private static boolean has(Twin twin, String attribute, JsonNode value) {
        return twin.attribute(attribute, String.class)
                .filter(value.asText()::equals)
                .isPresent();
    }

    private static boolean isNear(Twin twin, JsonNode rules, double radius) {
        Place middle = new Place(
                rules.path("latitude").asDouble(), rules.path("longitude").asDouble());
        return twin.place().filter(place -> place.metresTo(middle) <= radius).isPresent();
    }
}
