// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.thing.ThingId;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.Twins.Provisioned;
import org.borough.twin.view.Differences;

/** Makes things and policies in Ditto, and deletes them. */
final class Provisioner {

    private static final String[] ONLY_NEW = {"If-None-Match", "*"};

    private final DittoHttp ditto;
    private final Feed feed;
    private final Mirror mirror;
    private final OwnRights rights;

    Provisioner(DittoHttp ditto, Feed feed, Mirror mirror, OwnRights rights) {
        this.ditto = ditto;
        this.feed = feed;
        this.mirror = mirror;
        this.rights = rights;
    }

    CompletionStage<Provisioned> provision(ThingId id, ObjectNode thing, Optional<ObjectNode> policy) {
        String policyId = policy.map(body -> body.path("policyId").asText(""))
                .filter(named -> !named.isEmpty())
                .orElseGet(() -> thing.path("policyId").asText(id.toString()));
        thing.put("thingId", id.toString()).put("policyId", policyId);
        policy.ifPresent(body -> body.remove("policyId"));
        // Before the first reading we do not know under which name Ditto knows us.
        return feed.ready()
                .thenCompose(read -> ditto.get("/policies/" + DittoHttp.encoded(policyId)))
                .thenCompose(knownPolicy -> ditto.get("/things/" + DittoHttp.encoded(id.toString()))
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
        return ditto.put("/policies/" + DittoHttp.encoded(policyId), rights.in(body), ONLY_NEW);
    }

    private CompletionStage<Void> makeThing(ThingId id, ObjectNode thing, Optional<JsonNode> known) {
        return known.isPresent()
                ? CompletableFuture.completedFuture(null)
                : ditto.put("/things/" + DittoHttp.encoded(id.toString()), thing, ONLY_NEW)
                        .thenCompose(made -> feed.fetch(id));
    }

    /** Deletes a thing, and its policy when that bears the thing's id. */
    CompletionStage<Void> delete(ThingId id) {
        String thing = DittoHttp.encoded(id.toString());
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
}
