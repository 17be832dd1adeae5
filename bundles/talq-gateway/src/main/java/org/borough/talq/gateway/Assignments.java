// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.borough.talq.AssignCommand;
import org.borough.talq.RefusedException;
import org.borough.talq.Reply;
import org.borough.talq.Request;
import org.borough.talq.ResourceReference;
import org.borough.talq.TalqDoor.Route;
import org.borough.talq.TalqError;
import org.borough.talq.TalqJson;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Twins;

/**
 * Calendars given to lamps. The lamps stay with the city's lighting: a calendar becomes a proposal for the rules of their
 * group, which is dry-run, and adopted by whoever may do that.
 */
final class Assignments {

    static final String KIND = "assignments";

    private final Shelf shelf;
    private final Streets streets;
    private final Targets targets;
    private final Plans plans;
    private final Twins twins;
    private final CmsSettings settings;

    Assignments(Shelf shelf, Streets streets, Targets targets, Plans plans, Twins twins, CmsSettings settings) {
        this.shelf = shelf;
        this.streets = streets;
        this.targets = targets;
        this.plans = plans;
        this.twins = twins;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET assign-commands", request -> Reply.of(200, shelf.list(KIND))
                        .now()),
                new Route("POST assign-commands", this::assign));
    }

    private CompletionStage<Reply> assign(Request request) {
        AssignCommand command = request.one(AssignCommand.class);
        if (command.addresses().isEmpty()) {
            throw RefusedException.of(
                    422, TalqError.ASSIGNMENT_ADDRESS_NOT_VALID, "addresses is empty; name lamps or groups.");
        }
        Set<ThingId> groups = groups(command.addresses());
        if (command.entity().isEmpty()) {
            List<CompletionStage<Void>> writes = groups.stream()
                    .map(group -> shelf.remove(KIND, group.toString()))
                    .toList();
            return Stages.all(writes).thenApply(done -> Reply.empty(201));
        }
        ResourceReference entity = command.entity().get();
        if (!entity.resource().equals(Plans.CALENDARS)) {
            throw RefusedException.of(
                    422,
                    TalqError.ASSIGNMENT_ENTITY_NOT_VALID,
                    "'" + entity.resource() + "' cannot be assigned; calendars can.",
                    entity.resource(),
                    entity.address());
        }
        ObjectNode rules = plans.proposal(entity.address(), "CMS " + settings.name());
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (ThingId group : groups) {
            writes.add(propose(group, rules).thenCompose(done -> remember(group, entity)));
        }
        // Accepted, not done: a person adopts it.
        return Stages.all(writes).thenApply(done -> Reply.empty(202));
    }

    private CompletionStage<Void> propose(ThingId group, ObjectNode rules) {
        ObjectNode json = TalqJson.MAPPER.createObjectNode();
        json.putObject("attributes").set("proposal", rules);
        return twins.merge(
                group,
                json.toString(),
                Cause.of(settings.subject(), "the calendar of the CMS " + settings.name() + " as a proposal"));
    }

    private CompletionStage<Void> remember(ThingId group, ResourceReference entity) {
        JsonNode assignment = TalqJson.node(new AssignCommand(
                List.of(new ResourceReference("groups", group.toString())), java.util.Optional.of(entity)));
        return shelf.put(KIND, group.toString(), assignment);
    }

    /** The groups of the city's lighting that are meant, each as a whole. */
    private Set<ThingId> groups(List<ResourceReference> addresses) {
        Targets.Meant meant = targets.of(addresses);
        Set<ThingId> groups = new TreeSet<>(meant.streets());
        Set<ThingId> lamps = meant.lamps().stream().map(Targets.Lamp::thing).collect(Collectors.toSet());
        Set<ThingId> left = new TreeSet<>(lamps);
        for (ThingId lamp : lamps) {
            for (ThingId group : streets.of(lamp)) {
                if (lamps.containsAll(streets.lamps(group))) {
                    groups.add(group);
                    left.removeAll(streets.lamps(group));
                }
            }
        }
        if (groups.isEmpty() || !left.isEmpty()) {
            throw RefusedException.of(
                    422,
                    TalqError.ASSIGNMENT_ADDRESS_NOT_VALID,
                    left.isEmpty()
                            ? "There is no lamp at these addresses."
                            : "These lamps are not together a whole group of the city's lighting, which takes calendars: "
                                    + left + ".",
                    "devices",
                    left.stream().findFirst().map(Inventory::address).orElse(""));
        }
        return groups;
    }
}
