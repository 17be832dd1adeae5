// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.borough.engine.ThingChange;
import org.borough.engine.ThingModels;
import org.borough.twin.Cause;
import org.borough.twin.engine.metadata.Annotations;
import org.eclipse.ditto.base.model.entity.metadata.Metadata;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.entitytag.EntityTag;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingMergeInvalidException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotModifiableException;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.modify.MigrateThingDefinition;
import org.eclipse.ditto.things.model.signals.commands.modify.MigrateThingDefinitionResponse;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ThingModifyCommand;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;
import org.eclipse.ditto.things.model.signals.events.ThingDefinitionMigrated;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;

/**
 * Executes Ditto's commands on one thing. All of them are a verb on a path, so there is one way for each verb, not one
 * for each command.
 */
final class ThingCommands {

    private final Entities entities;
    private final Lanes lanes;
    private final Access access;
    private final Revisions revisions;
    private final ThingQueries queries;
    private final History history;
    private final ThingCreation creation;
    private final Descriptions descriptions;
    private final Modelling modelling;
    private final Clock clock;

    ThingCommands(
            Entities entities,
            Lanes lanes,
            Access access,
            Revisions revisions,
            ThingQueries queries,
            History history,
            ThingCreation creation,
            Modelling modelling,
            Clock clock) {
        this.entities = entities;
        this.lanes = lanes;
        this.access = access;
        this.revisions = revisions;
        this.queries = queries;
        this.history = history;
        this.creation = creation;
        this.descriptions = new Descriptions(queries, access);
        this.modelling = modelling;
        this.clock = clock;
    }

    CompletionStage<CommandResponse<?>> execute(ThingCommand<?> command, Cause cause) {
        Optional<Entity> entity = entities.thing(command.getEntityId().toString());
        if (command instanceof ThingQueryCommand<?> query) {
            return entity.map(place -> Descriptions.isAskedFor(query) ? describe(place, query) : query(place, query))
                    .orElseThrow(() -> nothing(command));
        }
        boolean alive = entity.map(Entity::state).filter(State::alive).isPresent();
        if (command instanceof CreateThing create) {
            return creation.create(create, cause);
        }
        if (!alive && command instanceof ModifyThing modify) {
            return creation.create(creationOf(modify), cause);
        }
        if (!alive && command instanceof MergeThing merge && merge.getPath().isEmpty()) {
            return creation.create(creationOf(merge), cause);
        }
        Entity place = entity.orElseThrow(() -> nothing(command));
        ThingPath path = ThingPath.of(command.getResourcePath());
        return modelling.with(
                () -> Modelling.deciding(path, place.state().json()),
                models -> lanes.compute(place, before -> modify(place, command, path, cause, before, models)));
    }

    private CompletionStage<CommandResponse<?>> describe(Entity entity, ThingQueryCommand<?> query) {
        return modelling.with(
                () -> Descriptions.definitions(query, entity.state()),
                models -> lanes.compute(
                        entity, state -> Step.nothing(descriptions.answer(entity, query, state, models))));
    }

    /** What was, behind the policy of the present. */
    private CompletionStage<CommandResponse<?>> past(Entity entity, ThingQueryCommand<?> query) {
        return history.answer(
                entity,
                query,
                () -> queries.check(entity.state(), query),
                past -> queries.answer(entity, query, past.under(entity.state().policyId())));
    }

    private CompletionStage<CommandResponse<?>> query(Entity entity, ThingQueryCommand<?> query) {
        if (History.isAskedFor(query.getDittoHeaders())) {
            return past(entity, query);
        }
        return entity.idle()
                ? CompletableFuture.completedFuture(queries.answer(entity, query, entity.state()))
                : lanes.compute(entity, state -> Step.nothing(queries.answer(entity, query, state)));
    }

    /** One write on a thing's latest state. */
    private Step<CommandResponse<?>> modify(
            Entity entity,
            ThingCommand<?> command,
            ThingPath path,
            Cause cause,
            State before,
            ThingModels.Models models) {
        if (!before.alive()) {
            throw nothing(command);
        }
        DittoHeaders headers = Origin.named(command.getDittoHeaders());
        Grants grants = authorized(command, path, before);
        Annotations annotations = new Annotations(headers, path.pointer());
        annotations.check(false);
        Guards.condition(headers, grants, entity, before);
        Optional<JsonValue> current = valueAt(before, path);
        Tags.check(Entity.Kind.THING, headers, false, tag(headers, grants, path, before, current));
        Draft draft = new Draft(entity, before, path, current, grants, annotations, cause, models);
        if (command instanceof MigrateThingDefinition migrate) {
            return migrate(draft, migrate);
        }
        return switch (command.getCategory()) {
            case DELETE -> delete(draft);
            case MERGE -> merge(draft, ((MergeThing) command).getValue());
            default -> put(draft, valueOf(command, before));
        };
    }

    private Grants authorized(ThingCommand<?> command, ThingPath path, State before) {
        DittoHeaders headers = command.getDittoHeaders();
        ThingId id = command.getEntityId();
        Grants grants = access.of(before.policyId(), id)
                .orElseThrow(() -> ThingFaults.withoutPolicy(id, before.policyId(), true, headers));
        var who = headers.getAuthorizationContext();
        boolean allowed = command instanceof MergeThing merge
                ? grants.mayMerge(path.pointer(), merge.getValue(), who)
                : grants.all("thing", path.pointer(), who, Grants.WRITE);
        if (!allowed) {
            throw ThingFaults.forbidden(command);
        }
        return grants;
    }

    private Step<CommandResponse<?>> delete(Draft draft) {
        if (draft.current.isEmpty()) {
            throw ThingFaults.missing(draft.id(), missingPart(draft), draft.headers());
        }
        ThingEvent<?> event = draft.events(clock, ThingEvents.NO_METADATA).deleted(draft.path);
        return step(
                draft,
                change(draft, ThingChange.Kind.DELETE, JsonValue.nullLiteral()),
                event,
                responses -> responses.deleted(draft.path));
    }

    private Step<CommandResponse<?>> put(Draft draft, JsonValue given) {
        if (draft.path.needsFeature() && draft.featureMissing()) {
            throw ThingFaults.missing(draft.id(), missingPart(draft), draft.headers());
        }
        boolean known = draft.current.isPresent();
        JsonValue value = known ? given : Modelling.begin(draft.models, draft.path, given, draft.headers());
        Guards.sane(draft.headers(), draft.path.pointer(), value);
        Guards.changes(Entity.Kind.THING, draft.headers(), draft.ownCurrent(), value);
        ThingEvents events = draft.events(clock, draft.metadata(value));
        ThingEvent<?> event = known ? events.modified(draft.path, value) : events.created(draft.path, value);
        return step(
                draft,
                change(draft, ThingChange.Kind.PUT, value),
                event,
                responses -> known ? responses.modified(draft.path) : responses.created(draft.path, value));
    }

    private Step<CommandResponse<?>> merge(Draft draft, JsonValue given) {
        JsonValue own = draft.path.part() == ThingPath.Part.THING ? ThingValues.ownMembers(given.asObject()) : given;
        JsonValue wanted = PatchConditions.apply(draft.headers(), draft.grants, draft.entity, draft.before, own);
        JsonValue patch = Guards.patch(draft.headers(), draft.ownCurrent(), wanted);
        Guards.sane(draft.headers(), draft.path.pointer(), patch);
        ThingEvent<?> event = draft.events(clock, draft.metadata(patch)).merged(draft.path, patch);
        try {
            Step<CommandResponse<?>> step = step(
                    draft,
                    change(draft, ThingChange.Kind.MERGE, patch),
                    event,
                    responses -> responses.merged(draft.path));
            step.happened().ifPresent(happened -> Views.model(happened.after().json()));
            return step;
        } catch (JsonRuntimeException | IllegalArgumentException | UnsupportedOperationException e) {
            throw ThingMergeInvalidException.fromMessage(e.getMessage(), draft.headers());
        }
    }

    private Step<CommandResponse<?>> migrate(Draft draft, MigrateThingDefinition command) {
        JsonObject thing = Views.wholeThing(draft.entity, draft.before);
        JsonObject seen = access.of(draft.before.policyId(), draft.id())
                .map(grants -> grants.thing(thing, draft.headers().getAuthorizationContext()))
                .orElse(JsonObject.empty());
        JsonObject patch = Migration.patch(command, thing, seen, draft.models);
        ThingEvent<?> event = ThingDefinitionMigrated.of(
                ThingValues.thing(patch).toBuilder().setId(draft.id()).build(),
                draft.before.revision() + 1,
                clock.instant(),
                draft.headers(),
                ThingEvents.NO_METADATA);
        Step<CommandResponse<?>> step = step(
                draft,
                change(draft, ThingChange.Kind.MERGE, patch),
                event,
                responses -> MigrateThingDefinitionResponse.applied(draft.id(), patch, responses.headers()));
        return draft.headers().isExternalDryRun()
                ? Step.nothing(MigrateThingDefinitionResponse.dryRun(draft.id(), patch, draft.headers()))
                : step;
    }

    private static Function<State, ThingChange> change(Draft draft, ThingChange.Kind kind, JsonValue value) {
        return after ->
                new ThingChange(kind, draft.path.pointer(), value, draft.before.json(), after.json(), draft.headers());
    }

    private Step<CommandResponse<?>> step(
            Draft draft,
            Function<State, ThingChange> change,
            ThingEvent<?> event,
            Function<ThingResponses, CommandResponse<?>> response) {
        State after = revisions.after(Entity.Kind.THING, draft.before, event);
        Modelling.check(draft.models, draft.path, change.apply(after));
        Guards.size(Entity.Kind.THING, draft.headers(), after.json());
        Optional<JsonValue> value = after.alive() ? valueAt(after, draft.path) : Optional.empty();
        Optional<EntityTag> tag = tag(draft.headers(), draft.grants, draft.path, after, value);
        DittoHeaders headers = Tags.answer(draft.headers(), after.revision(), tag);
        return Step.of(
                Happened.of(event, draft.before, after, draft.cause),
                response.apply(new ThingResponses(draft.id(), headers)));
    }

    /** The tag of what the caller may see: a hash of all would tell of the rest. */
    private static Optional<EntityTag> tag(
            DittoHeaders headers, Grants grants, ThingPath path, State state, Optional<JsonValue> value) {
        boolean whole = path.part() == ThingPath.Part.THING;
        var who = headers.getAuthorizationContext();
        Optional<JsonValue> seen = whole ? value : value.map(all -> grants.view("thing", path.pointer(), all, who));
        return Tags.of(whole, state.revision(), seen);
    }

    private static ThingPath missingPart(Draft draft) {
        boolean inMissingFeature = draft.path.needsFeature() && draft.featureMissing();
        return inMissingFeature ? ThingPath.of(JsonPointer.of("/features/" + draft.path.feature())) : draft.path;
    }

    static Optional<JsonValue> valueAt(State state, ThingPath path) {
        return path.part() == ThingPath.Part.THING ? Optional.of(state.json()) : state.at(path.pointer());
    }

    private static JsonValue valueOf(ThingCommand<?> command, State before) {
        JsonValue given = ((ThingModifyCommand<?>) command)
                .getEntity()
                .orElseThrow(() -> new IllegalArgumentException(command.getType() + " has no value"));
        if (!(command instanceof ModifyThing)) {
            return given;
        }
        JsonObject thing = ThingValues.ownMembers(given.asObject());
        JsonObject named = JsonObject.newBuilder()
                .set("thingId", command.getEntityId().toString())
                .set("policyId", before.policyId())
                .build();
        return JsonFactory.newObject(thing, named);
    }

    private static CreateThing creationOf(ModifyThing modify) {
        return CreateThing.of(
                modify.getThing().toBuilder().setId(modify.getEntityId()).build(),
                modify.getInitialPolicy().orElse(null),
                modify.getPolicyIdOrPlaceholder().orElse(null),
                modify.getDittoHeaders());
    }

    private static CreateThing creationOf(MergeThing merge) {
        JsonObject thing = MergePatch.apply(
                JsonObject.empty(),
                JsonPointer.empty(),
                ThingValues.ownMembers(merge.getValue().asObject()));
        return CreateThing.of(
                ThingValues.thing(thing).toBuilder().setId(merge.getEntityId()).build(),
                merge.getInitialPolicy().orElse(null),
                merge.getPolicyIdOrPlaceholder().orElse(null),
                merge.getDittoHeaders());
    }

    private static RuntimeException nothing(ThingCommand<?> command) {
        return ThingFaults.missing(command.getEntityId(), ThingPath.of(JsonPointer.empty()), command.getDittoHeaders());
    }

    /** A write on its way: what it is about, and what was there. */
    private record Draft(
            Entity entity,
            State before,
            ThingPath path,
            Optional<JsonValue> current,
            Grants grants,
            Annotations annotations,
            Cause cause,
            ThingModels.Models models) {

        ThingId id() {
            return (ThingId) entity.id;
        }

        DittoHeaders headers() {
            return annotations.headers();
        }

        /** What was there, without the members that only the engine writes. */
        Optional<JsonValue> ownCurrent() {
            return path.part() == ThingPath.Part.THING
                    ? current.map(value -> ThingValues.ownMembers(value.asObject()))
                    : current;
        }

        boolean featureMissing() {
            return ThingValues.isMissing(before, path.feature());
        }

        /** What the write changes of the metadata. Nobody annotates what they may not write. */
        Metadata metadata(JsonValue written) {
            if (annotations.none()) {
                return ThingEvents.NO_METADATA;
            }
            JsonObject existing = ThingValues.metadata(before.json(), path.pointer());
            Optional<JsonObject> change =
                    annotations.change(written, ownCurrent().orElseGet(JsonFactory::nullLiteral), existing);
            change.ifPresent(patch -> requireWritable(patch));
            return change.map(patch -> ThingEvents.metadata(path.pointer(), patch))
                    .orElse(ThingEvents.NO_METADATA);
        }

        private void requireWritable(JsonObject patch) {
            if (!grants.mayMerge(path.pointer(), patch, headers().getAuthorizationContext())) {
                throw ThingNotModifiableException.newBuilder(id())
                        .dittoHeaders(headers())
                        .build();
            }
        }

        ThingEvents events(Clock clock, Metadata metadata) {
            return new ThingEvents(id(), before.revision() + 1, clock.instant(), headers(), metadata);
        }
    }
}
