// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.twin.Cause;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeletePolicy;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteThing;

/** Deletes a thing together with the policy that bears its id; both or neither. */
final class Deletion {

    private static final JsonPointer ROOT = JsonPointer.empty();

    private final Entities entities;
    private final Lanes lanes;
    private final Access access;
    private final Revisions revisions;
    private final Clock clock;

    Deletion(Entities entities, Lanes lanes, Access access, Revisions revisions, Clock clock) {
        this.entities = entities;
        this.lanes = lanes;
        this.access = access;
        this.revisions = revisions;
        this.clock = clock;
    }

    CompletionStage<Void> delete(ThingId id, Cause cause) {
        Optional<Entity> thing =
                entities.thing(id.toString()).filter(entity -> entity.state().alive());
        if (thing.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Entity policy = entities.placeOf(PolicyId.of(id));
        return lanes.hold(policy, () -> lanes.hold(thing.get(), () -> delete(thing.get(), policy, cause)));
    }

    private CompletionStage<Void> delete(Entity thing, Entity policy, Cause cause) {
        State before = thing.state();
        if (!before.alive()) {
            return CompletableFuture.completedFuture(null);
        }
        DittoHeaders headers = Origin.headers(cause.by());
        ThingId id = (ThingId) thing.id;
        Grants grants = access.of(before.policyId(), id)
                .orElseThrow(() -> ThingFaults.withoutPolicy(id, before.policyId(), true, headers));
        var who = headers.getAuthorizationContext();
        if (!grants.all("thing", ROOT, who, Grants.WRITE)) {
            throw ThingFaults.forbidden(DeleteThing.of(id, headers));
        }
        boolean own = policy.state().alive() && before.policyId().equals(id.toString());
        if (own && !grants.all("policy", ROOT, who, Grants.WRITE)) {
            throw PolicyFaults.forbidden(DeletePolicy.of((PolicyId) policy.id, headers));
        }
        var gone = new ThingEvents(id, before.revision() + 1, clock.instant(), headers, ThingEvents.NO_METADATA)
                .deleted(ThingPath.of(ROOT));
        Pending thingGone =
                Pending.of(thing, Happened.of(gone, before, revisions.after(Entity.Kind.THING, before, gone), cause));
        return lanes.commit(own ? List.of(thingGone, policyGone(policy, headers, cause)) : List.of(thingGone));
    }

    private Pending policyGone(Entity policy, DittoHeaders headers, Cause cause) {
        State before = policy.state();
        var gone = new PolicyEvents((PolicyId) policy.id, before.revision() + 1, clock.instant(), headers)
                .deleted(PolicyPath.of(ROOT));
        return Pending.of(policy, Happened.of(gone, before, revisions.after(Entity.Kind.POLICY, before, gone), cause));
    }
}
