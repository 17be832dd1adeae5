// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import org.borough.twin.engine.metadata.Annotations;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThings;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThingsResponse;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;

/** Shows things to whoever may read them. */
final class ThingQueries {

    private static final JsonPointer ROOT = JsonPointer.empty();

    private final Entities entities;
    private final Access access;

    ThingQueries(Entities entities, Access access) {
        this.entities = entities;
        this.access = access;
    }

    /** What may be read; refuses a query for a thing that is not there, or of which nothing may be read. */
    Grants check(State state, ThingQueryCommand<?> query) {
        return check(state, query, query.getResourcePath());
    }

    private Grants check(State state, ThingQueryCommand<?> query, JsonPointer path) {
        DittoHeaders headers = query.getDittoHeaders();
        ThingId id = query.getEntityId();
        if (!state.alive()) {
            throw ThingFaults.missing(id, ThingPath.of(ROOT), headers);
        }
        Grants grants = access.of(state.policyId(), id)
                .orElseThrow(() -> ThingFaults.withoutPolicy(id, state.policyId(), false, headers));
        if (!grants.some("thing", path, headers.getAuthorizationContext(), Grants.READ)) {
            throw ThingFaults.forbidden(query);
        }
        return grants;
    }

    CommandResponse<?> answer(Entity entity, ThingQueryCommand<?> query, State state) {
        ThingPath path = ThingPath.of(query.getResourcePath());
        Grants grants = check(state, query, path.pointer());
        DittoHeaders headers = Origin.named(query.getDittoHeaders());
        ThingId id = query.getEntityId();
        AuthorizationContext who = headers.getAuthorizationContext();
        Annotations annotations = new Annotations(headers, path.pointer());
        annotations.check(true);
        Guards.condition(headers, grants, entity, state);
        JsonValue value = ThingCommands.valueAt(state, path)
                .orElseThrow(() -> ThingFaults.missing(id, existing(path, state), headers));
        boolean whole = path.part() == ThingPath.Part.THING;
        JsonValue seen = whole ? value : grants.view("thing", path.pointer(), value, who);
        if (isHidden(value, seen)) {
            throw ThingFaults.missing(id, path, headers);
        }
        var tag = Tags.of(whole, state.revision(), Optional.of(seen));
        Optional<JsonFieldSelector> fields = query.getSelectedFields();
        if (!fields.filter(selector -> Views.names(selector, "_policy")).isPresent()) {
            Tags.check(Entity.Kind.THING, headers, true, tag);
        }
        JsonValue shown = whole ? thing(entity, state, grants, who, fields) : part(path, seen, fields);
        DittoHeaders answer = Tags.answer(headers, state.revision(), tag);
        return new ThingResponses(id, annotated(answer, annotations, grants, state, value)).retrieved(path, shown);
    }

    /** Adds the metadata that is asked for, of what may be read. */
    private static DittoHeaders annotated(
            DittoHeaders answer, Annotations annotations, Grants grants, State state, JsonValue value) {
        if (annotations.none()) {
            return answer;
        }
        JsonPointer place = annotations.place();
        AuthorizationContext who = answer.getAuthorizationContext();
        JsonObject all = ThingValues.metadata(state.json(), place);
        JsonObject readable = grants.view("thing", place, all, who).asObject();
        return annotations
                .wanted(grants.view("thing", place, value, who), readable)
                .<DittoHeaders>map(metadata -> answer.toBuilder()
                        .putHeader(DittoHeaderDefinition.DITTO_METADATA.getKey(), metadata.toString())
                        .build())
                .orElse(answer);
    }

    /** Those of several things that the caller may read. */
    CommandResponse<?> answer(RetrieveThings query) {
        DittoHeaders headers = Origin.named(query.getDittoHeaders());
        var things = JsonFactory.newArrayBuilder();
        for (ThingId id : query.getEntityIds()) {
            entities.thing(id.toString())
                    .flatMap(entity -> readable(entity, headers.getAuthorizationContext(), query.getSelectedFields()))
                    .ifPresent(things::add);
        }
        JsonArray found = things.build();
        return RetrieveThingsResponse.of(found, query.getNamespace().orElse(null), headers);
    }

    /** A thing as somebody may see it; nothing when they may see nothing of it. */
    Optional<JsonObject> readable(Entity entity, AuthorizationContext who, Optional<JsonFieldSelector> fields) {
        State state = entity.state();
        if (!state.alive()) {
            return Optional.empty();
        }
        return access.of(state.policyId(), entity.id)
                .filter(grants -> grants.some("thing", ROOT, who, Grants.READ))
                .map(grants -> thing(entity, state, grants, who, fields));
    }

    /** Some fields of a thing as somebody may see them. */
    JsonObject shown(Entity entity, State state, Grants grants, AuthorizationContext who, JsonFieldSelector fields) {
        return thing(entity, state, grants, who, Optional.of(fields));
    }

    private JsonObject thing(
            Entity entity, State state, Grants grants, AuthorizationContext who, Optional<JsonFieldSelector> fields) {
        if (fields.isEmpty()) {
            JsonObject plain = ThingValues.ownMembers(state.json());
            return grants.view("thing", ROOT, plain, who).asObject();
        }
        JsonObject view = grants.thing(Views.wholeThing(entity, state), who);
        boolean policy = Views.names(fields.get(), "_policy");
        return Views.select(policy ? withPolicy(view, state, who) : view, fields.get());
    }

    private JsonObject withPolicy(JsonObject view, State state, AuthorizationContext who) {
        JsonPointer root = ROOT;
        return entities.policy(state.policyId())
                .filter(policy -> policy.state().alive())
                .flatMap(policy -> access.of(state.policyId())
                        .filter(grants -> grants.some("policy", root, who, Grants.READ))
                        .map(grants -> grants.view("policy", root, Views.plainPolicy(policy, policy.state()), who)))
                .map(policy -> view.setValue("_policy", policy))
                .orElse(view);
    }

    private static JsonValue part(ThingPath path, JsonValue value, Optional<JsonFieldSelector> fields) {
        if (fields.isEmpty() || !value.isObject() || value.isNull()) {
            return value;
        }
        return path.part() == ThingPath.Part.FEATURES
                ? Views.selectOfFeatures(value.asObject(), fields.get())
                : value.asObject().get(fields.get());
    }

    /** Whether there is something of which nothing may be seen, which looks as if nothing were there. */
    private static boolean isHidden(JsonValue value, JsonValue seen) {
        return seen != value
                && seen.isObject()
                && seen.asObject().isEmpty()
                && !value.asObject().isEmpty();
    }

    private static ThingPath existing(ThingPath path, State state) {
        boolean featureMissing = path.needsFeature() && ThingValues.isMissing(state, path.feature());
        return featureMissing ? ThingPath.of(JsonPointer.of("/features/" + path.feature())) : path;
    }
}
