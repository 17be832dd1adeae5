// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.borough.engine.ThingChange;
import org.borough.engine.ThingModels;
import org.borough.twin.Cause;
import org.borough.twin.engine.metadata.Annotations;
import org.borough.twin.engine.policy.Owners;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.entity.metadata.Metadata;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyException;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotCreatableException;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.MetadataNotModifiableException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.PolicyInvalidException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConflictException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotCreatableException;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;

/** Makes things, with a policy of their own when they name none that exists; both or neither. */
final class ThingCreation {

    private static final JsonPointer ROOT = JsonPointer.empty();

    private final Entities entities;
    private final Lanes lanes;
    private final Access access;
    private final PolicySource sources;
    private final Revisions revisions;
    private final Modelling modelling;
    private final NewPolicies policies;
    private final Clock clock;

    ThingCreation(
            Entities entities,
            Lanes lanes,
            Access access,
            Revisions revisions,
            Modelling modelling,
            NewPolicies policies,
            Clock clock) {
        this.entities = entities;
        this.lanes = lanes;
        this.access = access;
        this.sources = new PolicySource(entities, access);
        this.revisions = revisions;
        this.modelling = modelling;
        this.policies = policies;
        this.clock = clock;
    }

    CompletionStage<CommandResponse<?>> create(CreateThing command, Cause cause) {
        JsonObject thing =
                ThingValues.ownMembers(command.getEntity().orElseThrow().asObject());
        return modelling.with(() -> Modelling.all(thing), models -> create(command, cause, thing, models));
    }

    private CompletionStage<CommandResponse<?>> create(
            CreateThing command, Cause cause, JsonObject thing, ThingModels.Models models) {
        Request request = new Request(
                command.getEntityId(), command, thing, Origin.named(command.getDittoHeaders()), cause, models);
        Optional<JsonObject> inline = inlinePolicy(command);
        Optional<String> named = command.getThing().getPolicyId().map(PolicyId::toString);
        if (inline.isEmpty() && named.isPresent()) {
            Entity place = entities.placeOf(request.id);
            return lanes.compute(place, before -> withPolicy(request, before, named.get()));
        }
        JsonObject policy = inline.orElseGet(() -> defaultPolicy(request));
        PolicyId policyId = policy.getValue("policyId")
                .map(JsonValue::asString)
                .or(() -> named)
                .map(PolicyId::of)
                .orElseGet(() -> PolicyId.of(request.id));
        return withNewPolicy(request, policyId, bodyOf(request, policyId, PolicyValues.body(policy)));
    }

    private Step<CommandResponse<?>> withPolicy(Request request, State before, String policyId) {
        requireNone(request, before);
        Grants grants = access.of(policyId, request.id)
                .orElseThrow(
                        () -> ThingNotCreatableException.newBuilderForPolicyMissing(request.id, PolicyId.of(policyId))
                                .dittoHeaders(request.headers)
                                .build());
        authorize(request, grants);
        Happened happened = thingCreated(request, before, policyId);
        return Step.of(happened, response(request, happened));
    }

    private CompletionStage<CommandResponse<?>> withNewPolicy(Request request, PolicyId policyId, JsonObject body) {
        Entity policy = entities.placeOf(policyId);
        Entity thing = entities.placeOf(request.id);
        return lanes.hold(policy, () -> lanes.hold(thing, () -> createBoth(request, policy, policyId, thing, body)));
    }

    private CompletionStage<CommandResponse<?>> createBoth(
            Request request, Entity policy, PolicyId policyId, Entity thing, JsonObject body) {
        requireNone(request, thing.state());
        if (policy.state().alive()) {
            throw ThingNotCreatableException.newBuilderForPolicyExisting(request.id, policyId)
                    .dittoHeaders(request.headers)
                    .build();
        }
        Grants grants = grantsOf(request, policyId, body);
        requireOwner(request, policyId, grants);
        authorize(request, grants);
        Guards.size(Entity.Kind.POLICY, request.headers, body);
        Happened policyCreated = policyCreated(request, policy, policyId, body);
        Happened thingCreated = thingCreated(request, thing.state(), policyId.toString());
        return lanes.commit(List.of(Pending.of(policy, policyCreated), Pending.of(thing, thingCreated)))
                .thenApply(nothing -> response(request, thingCreated));
    }

    private Happened policyCreated(Request request, Entity place, PolicyId id, JsonObject body) {
        State before = place.state();
        var events = new PolicyEvents(id, before.revision() + 1, clock.instant(), request.headers);
        var event = events.created(PolicyPath.of(ROOT), Access.withId(id.toString(), body));
        return Happened.of(event, before, revisions.after(Entity.Kind.POLICY, before, event), request.cause);
    }

    private Happened thingCreated(Request request, State before, String policyId) {
        JsonObject named = JsonObject.newBuilder()
                .set("thingId", request.id.toString())
                .set("policyId", policyId)
                .build();
        JsonObject thing = JsonFactory.newObject(named, request.modelled());
        Guards.sane(request.headers, ROOT, request.thing);
        Guards.size(Entity.Kind.THING, request.headers, thing);
        Instant now = clock.instant();
        ThingEvent<?> event = new ThingEvents(
                        request.id, before.revision() + 1, now, request.headers, metadata(request, thing))
                .created(ThingPath.of(ROOT), thing);
        return Happened.of(event, before, revisions.after(Entity.Kind.THING, before, event), request.cause);
    }

    private static Metadata metadata(Request request, JsonObject thing) {
        Annotations annotations = new Annotations(request.headers, ROOT);
        annotations.check(false);
        Optional<JsonObject> inline = request.command.getThing().getMetadata().map(Metadata::toJson);
        Optional<JsonObject> change = annotations.change(thing, JsonFactory.nullLiteral(), JsonObject.empty());
        if (inline.isPresent() && !annotations.none()) {
            throw MetadataNotModifiableException.newBuilder()
                    .dittoHeaders(request.headers)
                    .build();
        }
        return inline.or(() -> change)
                .map(patch -> ThingEvents.metadata(ROOT, patch))
                .orElse(ThingEvents.NO_METADATA);
    }

    private static CommandResponse<?> response(Request request, Happened created) {
        State after = created.after();
        var tag = Tags.of(true, after.revision(), Optional.of(after.json()));
        return new ThingResponses(request.id, Tags.answer(request.headers, after.revision(), tag))
                .created(ThingPath.of(ROOT), ThingValues.ownMembers(after.json()));
    }

    private void requireNone(Request request, State before) {
        if (before.alive()) {
            access.of(before.policyId(), request.id).ifPresent(grants -> authorize(request, grants));
            throw ThingConflictException.newBuilder(request.id)
                    .dittoHeaders(request.headers)
                    .build();
        }
        Tags.check(Entity.Kind.THING, request.headers, false, Optional.empty());
    }

    private static void authorize(Request request, Grants grants) {
        if (!grants.all("thing", ROOT, request.headers.getAuthorizationContext(), Grants.WRITE)) {
            throw ThingFaults.forbidden(request.command);
        }
    }

    private JsonObject bodyOf(Request request, PolicyId policyId, JsonObject given) {
        try {
            return policies.body(policyId, given, request.headers);
        } catch (DittoRuntimeException refusal) {
            throw refusal instanceof PolicyException ? notCreatable(request, policyId, refusal) : refusal;
        }
    }

    /** Without its policy there is no thing. */
    private static DittoRuntimeException notCreatable(
            Request request, PolicyId policyId, DittoRuntimeException refusal) {
        return ThingNotCreatableException.newBuilderForOtherReason(
                        refusal.getHttpStatus(), request.id, policyId, refusal.getMessage())
                .dittoHeaders(request.headers)
                .build();
    }

    /** Whoever makes a policy must be allowed to change it, or say that it is meant otherwise. */
    private static void requireOwner(Request request, PolicyId policyId, Grants grants) {
        boolean mine = grants.all("policy", ROOT, request.headers.getAuthorizationContext(), Grants.WRITE);
        if (!mine && !request.headers.isAllowPolicyLockout()) {
            throw notCreatable(
                    request,
                    policyId,
                    PolicyNotCreatableException.newBuilder(policyId).build());
        }
    }

    private Grants grantsOf(Request request, PolicyId policyId, JsonObject body) {
        try {
            Grants grants = access.make(policyId.toString(), body, request.id.getNamespace());
            boolean owned = Owners.has(PolicyValues.policy(Access.withId(policyId.toString(), body)));
            if (!owned && !request.headers.isAllowPolicyLockout()) {
                throw PolicyInvalidException.newBuilder(List.of(Grants.WRITE), request.id)
                        .dittoHeaders(request.headers)
                        .build();
            }
            return grants;
        } catch (JsonRuntimeException e) {
            throw PolicyInvalidException.newBuilderForCause(e, request.id)
                    .dittoHeaders(request.headers)
                    .build();
        }
    }

    private Optional<JsonObject> inlinePolicy(CreateThing command) {
        return command.getPolicyIdOrPlaceholder()
                .map(source -> sources.copy(source, command.getDittoHeaders()))
                .or(command::getInitialPolicy);
    }

    /** Whoever makes a thing and says nothing else may do everything with it, and nobody else anything. */
    private static JsonObject defaultPolicy(Request request) {
        String subject = request.headers
                .getAuthorizationContext()
                .getFirstAuthorizationSubject()
                .map(AuthorizationSubject::getId)
                .orElseThrow(() -> ThingNotCreatableException.newBuilderForPolicyMissing(
                                request.id, PolicyId.of(request.id))
                        .message("The Thing with ID '" + request.id + "' could not be created with implicit Policy"
                                + " because no authorization subject is present.")
                        .dittoHeaders(request.headers)
                        .build());
        return JsonFactory.newObject("{\"entries\":{\"DEFAULT\":{\"subjects\":{"
                + JsonValue.of(subject) + ":{\"type\":\"generated\"}},\"resources\":{"
                + "\"thing:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]},"
                + "\"policy:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]},"
                + "\"message:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}},"
                + "\"importable\":\"implicit\"}}}");
    }

    /** What somebody wants to be made. */
    private record Request(
            ThingId id,
            CreateThing command,
            JsonObject thing,
            DittoHeaders headers,
            Cause cause,
            ThingModels.Models models) {

        /** The thing with what its models begin with; they must allow it. */
        JsonObject modelled() {
            JsonObject begun = models.begin(thing, headers);
            models.check(new ThingChange(ThingChange.Kind.CREATE, ROOT, begun, JsonObject.empty(), begun, headers));
            return begun;
        }
    }
}
