// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.twin.Cause;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.Twins.Provisioned;
import org.borough.twin.engine.policy.Owners;
import org.borough.twin.view.Differences;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.ThingId;

/**
 * Makes a thing and its policy, each unless it is there already as it was asked for. What devices change later, the
 * features' properties, is not compared. Whoever provisions need not be in the new policy; in one that exists they must.
 */
final class Provisioning {

    private static final JsonPointer ROOT = JsonPointer.empty();

    private final Entities entities;
    private final Lanes lanes;
    private final Access access;
    private final Revisions revisions;
    private final Clock clock;

    Provisioning(Entities entities, Lanes lanes, Access access, Revisions revisions, Clock clock) {
        this.entities = entities;
        this.lanes = lanes;
        this.access = access;
        this.revisions = revisions;
        this.clock = clock;
    }

    CompletionStage<Provisioned> provision(ThingId id, String thingJson, String policyJson, Cause cause) {
        JsonObject thing = ThingValues.ownMembers(object(thingJson));
        Optional<JsonObject> policy = policyJson.isBlank() ? Optional.empty() : Optional.of(object(policyJson));
        String policyId = policy.flatMap(json -> json.getValue("policyId"))
                .or(() -> thing.getValue("policyId"))
                .map(JsonValue::asString)
                .orElse(id.toString());
        JsonObject named = JsonFactory.newObject(
                JsonObject.newBuilder()
                        .set("thingId", id.toString())
                        .set("policyId", policyId)
                        .build(),
                thing);
        Views.model(named);
        Entity thingPlace = entities.placeOf(id);
        Entity policyPlace = entities.placeOf(PolicyId.of(policyId));
        Request request = new Request(
                thingPlace, named, policyPlace, policy.map(PolicyValues::body), cause, Origin.headers(cause.by()));
        return lanes.hold(policyPlace, () -> lanes.hold(thingPlace, () -> provision(request)));
    }

    private CompletionStage<Provisioned> provision(Request request) {
        State thing = request.thingPlace.state();
        State policy = request.policyPlace.state();
        List<String> differences = new ArrayList<>();
        if (thing.alive()) {
            describe("", request.thing, thing, differences);
        }
        if (policy.alive()) {
            request.policy.ifPresent(asked -> describe("policy/", asked, policy, differences));
        }
        if (!differences.isEmpty() || thing.alive() && policy.alive()) {
            return CompletableFuture.completedFuture(new Provisioned(false, differences));
        }
        List<Pending> pendings = new ArrayList<>();
        authorize(request, policy);
        if (!policy.alive()) {
            pendings.add(Pending.of(request.policyPlace, policyCreated(request)));
        }
        if (!thing.alive()) {
            pendings.add(Pending.of(request.thingPlace, thingCreated(request)));
        }
        return lanes.commit(pendings).thenApply(nothing -> new Provisioned(true, List.of()));
    }

    private static void describe(String place, JsonObject asked, State found, List<String> differences) {
        Differences.describe(place, DittoTrees.of(asked), DittoTrees.of(found.json()), differences);
    }

    private void authorize(Request request, State policy) {
        if (policy.alive()) {
            boolean allowed = access.of(request.policyId(), policy, request.thingPlace.id.getNamespace())
                    .all("thing", ROOT, request.headers.getAuthorizationContext(), Grants.WRITE);
            if (!allowed) {
                throw new TwinRefusedException(
                        403,
                        "things:thing.notmodifiable",
                        "The policy " + request.policyId() + " does not let " + request.cause.by() + " make things.");
            }
        } else if (request.policy.isEmpty()) {
            throw new TwinRefusedException(
                    400,
                    "things:thing.notcreatable",
                    "The thing " + request.thingPlace.id + " names the policy " + request.policyId()
                            + ", which does not exist; make it first or give it along.");
        }
    }

    private Happened policyCreated(Request request) {
        JsonObject body = request.policy.orElseThrow();
        if (!Owners.has(PolicyValues.policy(Access.withId(request.policyId(), body)))) {
            throw new TwinRefusedException(
                    400,
                    "policies:policy.modification.invalid",
                    "The policy " + request.policyId()
                            + " gives nobody WRITE on policy:/; name a subject that may change it.");
        }
        Guards.size(Entity.Kind.POLICY, request.headers, body);
        State before = request.policyPlace.state();
        PolicyId id = (PolicyId) request.policyPlace.id;
        var event = new PolicyEvents(id, before.revision() + 1, clock.instant(), request.headers)
                .created(PolicyPath.of(ROOT), Access.withId(id.toString(), body));
        return Happened.of(event, before, revisions.after(Entity.Kind.POLICY, before, event), request.cause);
    }

    private Happened thingCreated(Request request) {
        Guards.size(Entity.Kind.THING, request.headers, request.thing);
        State before = request.thingPlace.state();
        ThingId id = (ThingId) request.thingPlace.id;
        var event = new ThingEvents(
                        id, before.revision() + 1, clock.instant(), request.headers, ThingEvents.NO_METADATA)
                .created(ThingPath.of(ROOT), request.thing);
        return Happened.of(event, before, revisions.after(Entity.Kind.THING, before, event), request.cause);
    }

    private static JsonObject object(String json) {
        return JsonFactory.newObject(json);
    }

    /** What somebody wants to be there. */
    private record Request(
            Entity thingPlace,
            JsonObject thing,
            Entity policyPlace,
            Optional<JsonObject> policy,
            Cause cause,
            DittoHeaders headers) {

        String policyId() {
            return policyPlace.id.toString();
        }
    }
}
