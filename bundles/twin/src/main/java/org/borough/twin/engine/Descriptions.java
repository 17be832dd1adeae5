// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import java.util.Set;
import org.borough.engine.ThingModels;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveFeature;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThing;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveWotThingDescriptionResponse;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;

/** Answers with a thing's or feature's description by its model, when that is what the caller accepts. */
final class Descriptions {

    private static final String MEDIA_TYPE = ContentType.APPLICATION_TD_JSON.getValue();

    private final ThingQueries queries;
    private final Access access;

    Descriptions(ThingQueries queries, Access access) {
        this.queries = queries;
        this.access = access;
    }

    static boolean isAskedFor(ThingQueryCommand<?> query) {
        return (query instanceof RetrieveThing || query instanceof RetrieveFeature)
                && query.getDittoHeaders()
                        .getOrDefault(DittoHeaderDefinition.ACCEPT.getKey(), "")
                        .contains(MEDIA_TYPE);
    }

    static Set<String> definitions(ThingQueryCommand<?> query, State state) {
        return query instanceof RetrieveFeature feature
                ? Modelling.ofFeature(state.json(), feature.getFeatureId())
                : Modelling.ofThing(state.json());
    }

    /** Whoever may not see the thing or feature gets the same refusal as when asking for itself. */
    CommandResponse<?> answer(Entity entity, ThingQueryCommand<?> query, State state, ThingModels.Models models) {
        queries.answer(entity, query, state);
        Modelling.require(models, definitions(query, state));
        DittoHeaders headers = query.getDittoHeaders();
        AuthorizationContext who = headers.getAuthorizationContext();
        Grants grants = access.of(state.policyId(), entity.id).orElseThrow();
        JsonObject seen = grants.thing(Views.wholeThing(entity, state), who);
        Optional<String> feature =
                query instanceof RetrieveFeature one ? Optional.of(one.getFeatureId()) : Optional.empty();
        JsonObject description = models.describe(seen, feature, new RightsOf(grants, who), headers);
        DittoHeaders about = Tags.answer(Origin.named(headers), state.revision(), Optional.empty()).toBuilder()
                .contentType(MEDIA_TYPE)
                .build();
        return RetrieveWotThingDescriptionResponse.of(query.getEntityId(), description, about);
    }

    private record RightsOf(Grants grants, AuthorizationContext who) implements ThingModels.Rights {

        @Override
        public boolean mayRead(JsonPointer path) {
            return grants.some("thing", path, who, Grants.READ);
        }

        @Override
        public boolean mayWrite(JsonPointer path) {
            return grants.all("thing", path, who, Grants.WRITE);
        }

        @Override
        public boolean maySend(JsonPointer path) {
            return grants.all("message", path, who, Grants.WRITE);
        }

        @Override
        public boolean mayReceive(JsonPointer path) {
            return grants.some("message", path, who, Grants.READ);
        }
    }
}
