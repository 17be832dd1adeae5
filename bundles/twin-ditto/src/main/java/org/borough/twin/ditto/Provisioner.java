// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.borough.thing.ThingId;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.Twins.Provisioned;
import org.borough.twin.view.Trees;

/** Makes things and policies in Ditto, and deletes them. */
final class Provisioner {

    private static final String[] ONLY_NEW = {"If-None-Match", "*"};

    private final DittoHttp ditto;
    private final Feed feed;
    private final Mirror mirror;
    private final Supplier<Set<String>> ownSubjects;

    Provisioner(DittoHttp ditto, Feed feed, Mirror mirror) {
        this.ditto = ditto;
        this.feed = feed;
        this.mirror = mirror;
        this.ownSubjects = feed::ownSubjects;
    }

    CompletionStage<Provisioned> provision(ThingId id, ObjectNode thing, Optional<ObjectNode> policy) {
        String policyId = policy.map(body -> body.path("policyId").asText(""))
                .filter(named -> !named.isEmpty())
                .orElseGet(() -> thing.path("policyId").asText(id.toString()));
        thing.put("thingId", id.toString()).put("policyId", policyId);
        policy.ifPresent(body -> body.remove("policyId"));
        // Before the first reading we do not know under which name Ditto knows us.
        return feed.ready()
                .thenCompose(read -> ditto.get("/policies/" + encoded(policyId)))
                .thenCompose(knownPolicy -> ditto.get("/things/" + encoded(id.toString()))
                        .thenCompose(knownThing -> {
                            List<String> differences = new ArrayList<>();
                            knownThing.ifPresent(known -> Differences.describe("", thing, known, differences));
                            knownPolicy.ifPresent(known -> policy.ifPresent(
                                    asked -> Differences.describe("policy/", asked, known, differences)));
                            if (!differences.isEmpty() || knownThing.isPresent() && knownPolicy.isPresent()) {
                                return CompletableFuture.completedFuture(new Provisioned(false, differences));
                            }
                            return makePolicy(id, policyId, policy, knownPolicy)
                                    .thenCompose(made -> makeThing(id, thing, knownThing))
                                    .thenApply(made -> new Provisioned(true, List.of()));
                        }));
    }

    private CompletionStage<Void> makePolicy(
            ThingId id, String policyId, Optional<ObjectNode> policy, Optional<JsonNode> known) {
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        ObjectNode body = policy.orElseThrow(() -> new TwinRefusedException(
                400,
                "things:thing.notcreatable",
                "The thing " + id + " names the policy " + policyId
                        + ", which does not exist; make it first or give it along."));
        return ditto.put("/policies/" + encoded(policyId), withUs(body), ONLY_NEW);
    }

    private CompletionStage<Void> makeThing(ThingId id, ObjectNode thing, Optional<JsonNode> known) {
        return known.isPresent()
                ? CompletableFuture.completedFuture(null)
                : ditto.put("/things/" + encoded(id.toString()), thing, ONLY_NEW)
                        .thenCompose(made -> feed.fetch(id));
    }

    /** A policy under which the city itself can serve the thing; Ditto knows the city by another name than we do. */
    private ObjectNode withUs(ObjectNode policy) {
        Set<String> own = ownSubjects.get();
        boolean named = false;
        for (JsonNode entry : policy.path("entries")) {
            for (String subject : own) {
                named |= entry.path("subjects").has(subject);
            }
        }
        if (named || own.isEmpty()) {
            return policy;
        }
        ObjectNode copy = policy.deepCopy();
        ObjectNode entry = Trees.child(Trees.child(copy, "entries"), "city");
        own.forEach(
                subject -> Trees.child(Trees.child(entry, "subjects"), subject).put("type", "the city's runtime"));
        for (String resource : List.of("thing:/", "policy:/", "message:/")) {
            ObjectNode rights = Trees.child(Trees.child(entry, "resources"), resource);
            rights.putArray("grant").add("READ").add("WRITE");
            rights.putArray("revoke");
        }
        return copy;
    }

    /** Deletes a thing, and its policy when that bears the thing's id. */
    CompletionStage<Void> delete(ThingId id) {
        String thing = encoded(id.toString());
        return ditto.get("/things/" + thing + "?fields=policyId").thenCompose(known -> {
            if (known.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            boolean own = known.get().path("policyId").asText("").equals(id.toString());
            return ditto.delete("/things/" + thing)
                    .thenCompose(
                            gone -> own ? ditto.delete("/policies/" + thing) : CompletableFuture.completedFuture(null))
                    .thenRun(() -> mirror.lost(id));
        });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
