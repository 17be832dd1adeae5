// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.borough.talq.Group;
import org.borough.talq.LoggerConfig;
import org.borough.talq.RefusedException;
import org.borough.talq.Reply;
import org.borough.talq.Request;
import org.borough.talq.ResourceReference;
import org.borough.talq.TalqDoor.Route;
import org.borough.talq.TalqError;
import org.borough.talq.TalqJson;
import org.borough.thing.ThingId;

/** The groups of the CMS, and beside them those of the city's own lighting, which the CMS sees and does not change. */
final class Groups {

    static final int MOST = 1000;
    static final int LARGEST = 1000;

    private static final String KIND = "groups";

    private final Shelf shelf;
    private final Streets streets;
    private final Targets targets;
    private final String owner;
    private final Entities<Group> entities;

    Groups(Shelf shelf, Streets streets, Targets targets, String owner) {
        this.shelf = shelf;
        this.streets = streets;
        this.targets = targets;
        this.owner = owner;
        this.entities = new Entities<>(
                shelf, new Entities.Kind<>(KIND, Group.class, Group::address, MOST, this::check, this::users));
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                new Route("GET groups", request -> Reply.of(200, all()).now()),
                new Route("GET groups/count", request -> Reply.of(200, all().size())
                        .now()),
                new Route(
                        "GET groups/*",
                        request -> Reply.of(200, one(request.path().get(1))).now()),
                new Route("PUT groups/*/members", this::addMembers),
                new Route("GET groups/*/members/count", this::countMembers),
                new Route("DELETE groups/*/members/*/*", this::removeMember)));
        routes.addAll(entities.routes());
        return routes;
    }

    private List<Object> all() {
        List<Object> all = new ArrayList<>();
        streets.visible().forEach(street -> all.add(streets.group(street, owner)));
        all.addAll(shelf.list(KIND));
        return all;
    }

    private Object one(String address) {
        Optional<ThingId> street = streets.find(address);
        return street.isPresent() ? streets.group(street.get(), owner) : entities.known(address);
    }

    private void check(Group group, Set<String> others) {
        if (streets.find(group.address()).isPresent()) {
            throw RefusedException.of(
                    422,
                    TalqError.RESOURCE_CONFLICT,
                    "'" + group.address() + "' is a group of the city's own lighting.",
                    KIND,
                    group.address());
        }
        if (group.members().size() > LARGEST) {
            throw RefusedException.of(
                    422,
                    TalqError.SERVICE_CONSTRAINT_EXCEEDED,
                    "A group may have " + LARGEST + " members.",
                    KIND,
                    group.address());
        }
        for (ResourceReference member : group.members()) {
            boolean comes = member.resource().equals(KIND) && others.contains(member.address());
            if (!comes && !targets.exists(member)) {
                throw Targets.missing(member);
            }
        }
    }

    private String users(String id) {
        ResourceReference reference = new ResourceReference(KIND, id);
        for (JsonNode group : shelf.list(KIND)) {
            if (TalqJson.as(group, Group.class).members().contains(reference)) {
                return "the group " + group.path("address").asText();
            }
        }
        for (JsonNode logger : shelf.list(Loggers.KIND)) {
            LoggerConfig config = TalqJson.as(logger, LoggerConfig.class);
            boolean uses = config.sourceAddresses()
                    .filter(sources -> sources.whiteList().orElse(List.of()).contains(reference)
                            || sources.blackList().orElse(List.of()).contains(reference))
                    .isPresent();
            if (uses) {
                return "the logger " + config.address();
            }
        }
        return "";
    }

    private CompletionStage<Reply> addMembers(Request request) {
        ObjectNode group = entities.known(request.path().get(1)).deepCopy();
        Set<ResourceReference> members = new LinkedHashSet<>(members(group));
        members.addAll(request.many(ResourceReference.class));
        return change(group, members).thenApply(done -> Reply.of(200, members));
    }

    private CompletionStage<Reply> removeMember(Request request) {
        ObjectNode group = entities.known(request.path().get(1)).deepCopy();
        ResourceReference member =
                new ResourceReference(request.path().get(3), request.path().get(4));
        Set<ResourceReference> members = new LinkedHashSet<>(members(group));
        if (!members.remove(member)) {
            throw RefusedException.notFound(member.resource(), member.address());
        }
        return change(group, members).thenApply(done -> Reply.of(200, member));
    }

    private CompletionStage<Reply> countMembers(Request request) {
        JsonNode group = TalqJson.node(one(request.path().get(1)));
        return Reply.of(200, members(group).size()).now();
    }

    private CompletionStage<Void> change(ObjectNode group, Set<ResourceReference> members) {
        group.set("members", TalqJson.node(members));
        Group changed = TalqJson.as(group, Group.class);
        check(changed, Set.of());
        return shelf.put(KIND, changed.address(), group);
    }

    private static List<ResourceReference> members(JsonNode group) {
        return TalqJson.as(group, Group.class).members();
    }
}
