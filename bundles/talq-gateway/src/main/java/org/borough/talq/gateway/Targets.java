// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.borough.talq.Group;
import org.borough.talq.RefusedException;
import org.borough.talq.ResourceReference;
import org.borough.talq.TalqError;
import org.borough.talq.TalqJson;
import org.borough.thing.ThingId;
import org.borough.twin.Twin;

/** Who is meant by addresses. */
final class Targets {

    private final Inventory inventory;
    private final Streets streets;
    private final Shelf shelf;

    Targets(Inventory inventory, Streets streets, Shelf shelf) {
        this.inventory = inventory;
        this.streets = streets;
        this.shelf = shelf;
    }

    /** A lamp of a thing. */
    record Lamp(ThingId thing, String feature) {}

    /**
     * Who is meant.
     *
     * @param streets groups of the city's lighting, each as a whole
     * @param lamps lamps one by one
     */
    record Meant(Set<ThingId> streets, Set<Lamp> lamps) {

        boolean isEmpty() {
            return streets.isEmpty() && lamps.isEmpty();
        }
    }

    /** Finds who is meant; an address of nobody is refused. */
    Meant of(List<ResourceReference> addresses) {
        Meant meant = new Meant(new LinkedHashSet<>(), new LinkedHashSet<>());
        Set<String> seen = new HashSet<>();
        addresses.forEach(address -> add(address, meant, seen));
        return meant;
    }

    private void add(ResourceReference reference, Meant meant, Set<String> seen) {
        switch (reference.resource()) {
            case "devices" -> addDevice(reference, meant);
            case "groups" -> addGroup(reference, meant, seen);
            default ->
                throw RefusedException.of(
                        422,
                        TalqError.RELATED_RESOURCE_NOT_FOUND,
                        "'" + reference.resource() + "' cannot be addressed; allowed are devices and groups.",
                        reference.resource(),
                        reference.address());
        }
    }

    private void addDevice(ResourceReference reference, Meant meant) {
        Twin twin = inventory.find(reference.entity()).orElseThrow(() -> missing(reference));
        String function = reference.inside().replaceAll("/.*", "");
        for (Inventory.Part part : inventory.parts(twin)) {
            boolean named = function.isEmpty() || function.equals("lamp" + part.suffix());
            if (part.capability().equals("luminaire") && named) {
                meant.lamps().add(new Lamp(twin.id(), part.feature()));
            }
        }
    }

    private void addGroup(ResourceReference reference, Meant meant, Set<String> seen) {
        Optional<ThingId> street = streets.find(reference.address());
        if (street.isPresent()) {
            meant.streets().add(street.get());
            return;
        }
        JsonNode group = shelf.find("groups", reference.address()).orElseThrow(() -> missing(reference));
        if (seen.add(reference.address())) {
            TalqJson.as(group, Group.class).members().forEach(member -> add(member, meant, seen));
        }
    }

    /** Whether somebody has this address. */
    boolean exists(ResourceReference reference) {
        return switch (reference.resource()) {
            case "devices" -> inventory.find(reference.entity()).isPresent();
            case "groups" ->
                streets.find(reference.address()).isPresent()
                        || shelf.find("groups", reference.address()).isPresent();
            default -> false;
        };
    }

    static RefusedException missing(ResourceReference reference) {
        return RefusedException.of(
                422,
                TalqError.RELATED_RESOURCE_NOT_FOUND,
                "There is no '" + reference.address() + "' among the " + reference.resource() + ".",
                reference.resource(),
                reference.address());
    }
}
