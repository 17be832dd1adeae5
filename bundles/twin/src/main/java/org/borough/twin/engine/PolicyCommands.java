// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.borough.engine.ModifyPolicyPart;
import org.borough.engine.PolicyPartResponse;
import org.borough.engine.RetrievePolicyPart;
import org.borough.twin.Cause;
import org.borough.twin.engine.policy.GivenSubjects;
import org.borough.twin.engine.policy.Owners;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.entitytag.EntityTag;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.PolicyCommand;
import org.eclipse.ditto.policies.model.signals.commands.actions.PolicyActionCommand;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyConflictException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyEntryModificationInvalidException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyModificationInvalidException;
import org.eclipse.ditto.policies.model.signals.commands.modify.CreatePolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.PolicyModifyCommand;
import org.eclipse.ditto.policies.model.signals.commands.query.PolicyQueryCommand;
import org.eclipse.ditto.policies.model.signals.events.PolicyEvent;

/** Executes Ditto's commands on one policy. */
final class PolicyCommands {

    private final Entities entities;
    private final Lanes lanes;
    private final Access access;
    private final Revisions revisions;
    private final GivenSubjects given;
    private final PolicyImporting importing;
    private final PolicyActions actions;
    private final History history;
    private final Clock clock;

    PolicyCommands(
            Entities entities,
            Lanes lanes,
            Access access,
            Revisions revisions,
            NewPolicies policies,
            History history,
            Clock clock) {
        this.entities = entities;
        this.lanes = lanes;
        this.access = access;
        this.revisions = revisions;
        this.given = policies.given();
        this.importing = policies.importing();
        this.actions = new PolicyActions(given, clock);
        this.history = history;
        this.clock = clock;
    }

    CompletionStage<CommandResponse<?>> execute(PolicyCommand<?> command, Cause cause) {
        PolicyId id = command.getEntityId();
        Optional<Entity> known = entities.policy(id.toString());
        if (command instanceof PolicyQueryCommand<?> query) {
            Entity entity = known.orElseThrow(() -> nothing(command));
            if (History.isAskedFor(query.getDittoHeaders())) {
                return past(entity, query);
            }
            return entity.idle()
                    ? CompletableFuture.completedFuture(answer(entity, query, entity.state(), entity.state()))
                    : lanes.compute(entity, state -> Step.nothing(answer(entity, query, state, state)));
        }
        boolean makes = command instanceof CreatePolicy || command instanceof ModifyPolicy;
        Entity entity = makes ? entities.placeOf(id) : known.orElseThrow(() -> nothing(command));
        return lanes.compute(entity, before -> write(entity, command, cause, before));
    }

    private Step<CommandResponse<?>> write(Entity entity, PolicyCommand<?> command, Cause cause, State before) {
        DittoHeaders headers = Origin.named(command.getDittoHeaders());
        if (!before.alive()) {
            if (command instanceof CreatePolicy || command instanceof ModifyPolicy) {
                return create(
                        new Draft(entity, before, PolicyPath.of(JsonPointer.empty()), Optional.empty(), headers, cause),
                        command);
            }
            throw nothing(command);
        }
        if (command instanceof PolicyActionCommand<?> action) {
            return act(entity, action, headers, cause, before);
        }
        if (command instanceof ModifyPolicyPart part) {
            return modify(entity, part, headers, cause, before);
        }
        PolicyPath path = PolicyPath.of(command.getResourcePath());
        if (path.part() == PolicyPath.Part.SUBJECT) {
            path = path.named(given.name(path.key(), headers));
        }
        Grants grants = access.of(entity.id.toString(), before);
        if (!grants.all("policy", path.pointer(), headers.getAuthorizationContext(), Grants.WRITE)) {
            throw PolicyFaults.forbidden(command);
        }
        if (command instanceof CreatePolicy) {
            throw PolicyConflictException.newBuilder((PolicyId) entity.id)
                    .dittoHeaders(headers)
                    .build();
        }
        Optional<JsonValue> current = valueAt(entity, before, path);
        Tags.check(Entity.Kind.POLICY, headers, false, tag(headers, grants, path, before, current));
        Draft draft = new Draft(entity, before, path, current, headers, cause);
        return command.getCategory() == Command.Category.DELETE ? delete(draft) : put(draft, valueOf(command));
    }

    private Step<CommandResponse<?>> act(
            Entity entity, PolicyActionCommand<?> action, DittoHeaders headers, Cause cause, State before) {
        PolicyId id = (PolicyId) entity.id;
        PolicyEvents events = new PolicyEvents(id, before.revision() + 1, clock.instant(), headers);
        PolicyEvent<?> event = actions.event(
                action,
                PolicyValues.policy(Views.plainPolicy(entity, before)),
                access.of(id.toString(), before),
                events);
        return step(
                new Draft(entity, before, PolicyPath.of(event), Optional.empty(), headers, cause),
                event,
                responses -> actions.response(action, responses.headers()));
    }

    /** A part of an entry or import: as if the entry or import were written anew. */
    private Step<CommandResponse<?>> modify(
            Entity entity, ModifyPolicyPart command, DittoHeaders headers, Cause cause, State before) {
        PolicyPath holder = PolicyPath.of(command.part().holder());
        PolicyId id = command.getEntityId();
        Grants grants = access.of(id.toString(), before);
        if (!grants.all("policy", command.getResourcePath(), headers.getAuthorizationContext(), Grants.WRITE)) {
            throw PolicyFaults.forbidden(id, holder, headers);
        }
        Optional<JsonValue> whole = valueAt(entity, before, holder);
        Optional<JsonValue> current = whole.flatMap(value -> command.part().in(value.asObject()));
        if (whole.isEmpty() || command.getCategory() == Command.Category.DELETE && current.isEmpty()) {
            throw PolicyFaults.missing(id, holder, headers);
        }
        Tags.check(Entity.Kind.POLICY, headers, false, Tags.of(false, before.revision(), current));
        Draft draft = new Draft(entity, before, holder, whole, headers, cause);
        JsonValue value = prepared(draft, command.part().set(whole.get().asObject(), command.getEntity()));
        Guards.changes(Entity.Kind.POLICY, headers, whole, value);
        return step(
                draft,
                draft.events(clock).modified(holder, value),
                responses -> PolicyPartResponse.modified(
                        id,
                        command.part(),
                        Tags.answer(headers, before.revision() + 1, Tags.of(false, 0, command.getEntity()))));
    }

    private Step<CommandResponse<?>> create(Draft draft, PolicyCommand<?> command) {
        Tags.check(Entity.Kind.POLICY, draft.headers, false, Optional.empty());
        String id = draft.entity.id.toString();
        JsonObject body = given.policy(PolicyValues.body(valueOf(command).asObject()), draft.headers);
        JsonObject policy = Access.withId(id, body);
        importing.check(draft.id(), body, draft.headers);
        Grants grants = access.make(id, body, Access.namespaceOf(id));
        AuthorizationContext who = draft.headers.getAuthorizationContext();
        boolean lockout = draft.headers.isAllowPolicyLockout();
        if (!lockout && !grants.all("policy", JsonPointer.empty(), who, Grants.WRITE)) {
            throw PolicyFaults.forbidden(CreatePolicy.of(PolicyValues.policy(policy), draft.headers));
        }
        PolicyEvent<?> event = draft.events(clock).created(draft.path, policy);
        return step(draft, event, responses -> responses.created(draft.path, policy));
    }

    private Step<CommandResponse<?>> delete(Draft draft) {
        if (draft.current.isEmpty()) {
            throw PolicyFaults.missing(draft.id(), missingPart(draft), draft.headers);
        }
        return step(draft, draft.events(clock).deleted(draft.path), responses -> responses.deleted(draft.path));
    }

    private Step<CommandResponse<?>> put(Draft draft, JsonValue raw) {
        if (draft.path.needsEntry() && draft.entryMissing()) {
            throw PolicyFaults.missing(draft.id(), missingPart(draft), draft.headers);
        }
        JsonValue value = prepared(draft, raw);
        Guards.changes(Entity.Kind.POLICY, draft.headers, draft.current, value);
        boolean known = draft.current.isPresent();
        PolicyEvents events = draft.events(clock);
        PolicyEvent<?> event = known ? events.modified(draft.path, value) : events.created(draft.path, value);
        return step(
                draft,
                event,
                responses -> known ? responses.modified(draft.path) : responses.created(draft.path, value));
    }

    /** What is written: with the times of subjects rounded, once it is clear that the caller may import what it imports. */
    private JsonValue prepared(Draft draft, JsonValue raw) {
        DittoHeaders headers = draft.headers;
        return switch (draft.path.part()) {
            case POLICY -> {
                JsonObject body = given.policy(PolicyValues.body(raw.asObject()), headers);
                importing.check(draft.id(), body, headers);
                yield Access.withId(draft.entity.id.toString(), body);
            }
            case ENTRIES -> given.entries(raw.asObject(), headers);
            case ENTRY -> given.entry(raw.asObject(), headers);
            case SUBJECTS -> given.subjects(raw.asObject(), headers);
            case SUBJECT -> given.subject(draft.path.key(), raw.asObject(), headers);
            case IMPORTS -> {
                importing.check(
                        draft.id(), JsonObject.newBuilder().set("imports", raw).build(), headers);
                yield raw;
            }
            case IMPORT -> {
                importing.check(draft.id(), draft.before.json(), PolicyValues.policyImport(draft.path, raw), headers);
                yield raw;
            }
            case RESOURCES, RESOURCE, OTHER -> raw;
        };
    }

    private Step<CommandResponse<?>> step(
            Draft draft, PolicyEvent<?> event, Function<PolicyResponses, CommandResponse<?>> response) {
        State after = revisions.after(Entity.Kind.POLICY, draft.before, event);
        if (after.alive()) {
            Guards.size(Entity.Kind.POLICY, draft.headers, after.json());
            requireOwner(draft, after);
        }
        Optional<JsonValue> value = after.alive() ? valueAt(draft.entity, after, draft.path) : Optional.empty();
        Grants ruling =
                access.of(draft.entity.id.toString(), after.alive() || !draft.before.alive() ? after : draft.before);
        DittoHeaders headers =
                Tags.answer(draft.headers, after.revision(), tag(draft.headers, ruling, draft.path, after, value));
        return Step.of(
                Happened.of(event, draft.before, after, draft.cause),
                response.apply(new PolicyResponses(draft.id(), headers)));
    }

    private static void requireOwner(Draft draft, State after) {
        boolean imports = draft.path.part() == PolicyPath.Part.IMPORTS || draft.path.part() == PolicyPath.Part.IMPORT;
        if (!imports
                && !draft.headers.isAllowPolicyLockout()
                && !Owners.has(PolicyValues.policy(Views.plainPolicy(draft.entity, after)))) {
            throw lockedOut(draft);
        }
    }

    private static DittoRuntimeException lockedOut(Draft draft) {
        var fault = draft.path.label().isEmpty()
                ? PolicyModificationInvalidException.newBuilder(draft.id())
                : PolicyEntryModificationInvalidException.newBuilder(draft.id(), draft.path.label());
        return fault.description(Owners.MISSING).dittoHeaders(draft.headers).build();
    }

    /** What was, to those who may see it in the present. */
    private CompletionStage<CommandResponse<?>> past(Entity entity, PolicyQueryCommand<?> query) {
        return history.answer(
                entity,
                query,
                () -> readable(entity, query, entity.state()),
                past -> answer(entity, query, past, entity.state()));
    }

    /** What a state allows; refuses a query of which it allows nothing. */
    private Grants readable(Entity entity, PolicyQueryCommand<?> query, State ruling) {
        if (!ruling.alive()) {
            throw nothing(query);
        }
        boolean part = query instanceof RetrievePolicyPart;
        JsonPointer place = part
                ? query.getResourcePath()
                : PolicyPath.of(query.getResourcePath()).pointer();
        AuthorizationContext who = query.getDittoHeaders().getAuthorizationContext();
        Grants grants = access.of(entity.id.toString(), ruling);
        if (!grants.some("policy", place, who, Grants.READ)) {
            throw query instanceof RetrievePolicyPart of
                    ? PolicyFaults.missing(
                            of.getEntityId(), PolicyPath.of(of.part().holder()), of.getDittoHeaders())
                    : PolicyFaults.forbidden(query);
        }
        return grants;
    }

    private CommandResponse<?> answer(Entity entity, RetrievePolicyPart query, State state, DittoHeaders headers) {
        PolicyPath holder = PolicyPath.of(query.part().holder());
        PolicyId id = query.getEntityId();
        JsonValue value = valueAt(entity, state, holder)
                .flatMap(whole -> query.part().in(whole.asObject()))
                .orElseThrow(() -> PolicyFaults.missing(id, holder, headers));
        var tag = Tags.of(false, state.revision(), Optional.of(value));
        Tags.check(Entity.Kind.POLICY, headers, true, tag);
        return PolicyPartResponse.retrieved(id, query.part(), value, Tags.answer(headers, state.revision(), tag));
    }

    private CommandResponse<?> answer(Entity entity, PolicyQueryCommand<?> query, State state, State ruling) {
        Grants grants = readable(entity, query, ruling);
        DittoHeaders headers = Origin.named(query.getDittoHeaders());
        if (query instanceof RetrievePolicyPart part) {
            return answer(entity, part, state, headers);
        }
        PolicyPath path = PolicyPath.of(query.getResourcePath());
        AuthorizationContext who = headers.getAuthorizationContext();
        PolicyId id = (PolicyId) entity.id;
        JsonValue value = valueAt(entity, state, path)
                .orElseThrow(() -> PolicyFaults.missing(id, existing(path, state), headers));
        var tag = tag(headers, grants, path, state, Optional.of(value));
        Tags.check(Entity.Kind.POLICY, headers, true, tag);
        Optional<JsonFieldSelector> fields = query.getSelectedFields();
        boolean whole = path.part() == PolicyPath.Part.POLICY;
        JsonValue source = whole && fields.isPresent() ? Views.wholePolicy(entity, state) : value;
        JsonValue view = grants.view("policy", path.pointer(), source, who);
        JsonValue shown =
                fields.isPresent() && view.isObject() ? view.asObject().get(fields.get()) : view;
        return new PolicyResponses(id, Tags.answer(headers, state.revision(), tag)).retrieved(path, shown);
    }

    /** The tag of what the caller may see: a hash of all would tell of the rest. */
    private static Optional<EntityTag> tag(
            DittoHeaders headers, Grants grants, PolicyPath path, State state, Optional<JsonValue> value) {
        boolean whole = path.part() == PolicyPath.Part.POLICY;
        AuthorizationContext who = headers.getAuthorizationContext();
        Optional<JsonValue> seen = whole ? value : value.map(all -> grants.view("policy", path.pointer(), all, who));
        return Tags.of(whole, state.revision(), seen);
    }

    private static Optional<JsonValue> valueAt(Entity entity, State state, PolicyPath path) {
        if (path.part() == PolicyPath.Part.POLICY) {
            return Optional.of(Views.plainPolicy(entity, state));
        }
        Optional<JsonValue> value = state.at(path.pointer());
        // A policy without imports has an empty set of them.
        return value.isEmpty() && path.part() == PolicyPath.Part.IMPORTS ? Optional.of(JsonObject.empty()) : value;
    }

    private static JsonValue valueOf(PolicyCommand<?> command) {
        return ((PolicyModifyCommand<?>) command)
                .getEntity()
                .orElseThrow(() -> new IllegalArgumentException(command.getType() + " has no value"));
    }

    private static PolicyPath missingPart(Draft draft) {
        return existing(draft.path, draft.before);
    }

    private static PolicyPath existing(PolicyPath path, State state) {
        boolean entryMissing =
                path.needsEntry() && state.at("/entries/" + path.label()).isEmpty();
        return entryMissing ? PolicyPath.of(JsonPointer.of("/entries/" + path.label())) : path;
    }

    private static RuntimeException nothing(PolicyCommand<?> command) {
        return PolicyFaults.missing(
                command.getEntityId(), PolicyPath.of(JsonPointer.empty()), command.getDittoHeaders());
    }

    /** A write on its way: what it is about, and what was there. */
    private record Draft(
            Entity entity,
            State before,
            PolicyPath path,
            Optional<JsonValue> current,
            DittoHeaders headers,
            Cause cause) {

        PolicyId id() {
            return (PolicyId) entity.id;
        }

        boolean entryMissing() {
            return before.at("/entries/" + path.label()).isEmpty();
        }

        PolicyEvents events(Clock clock) {
            return new PolicyEvents(id(), before.revision() + 1, clock.instant(), headers);
        }
    }
}
