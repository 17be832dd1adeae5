// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.thingsearch.model.SearchModelFactory;
import org.eclipse.ditto.thingsearch.model.SearchResultBuilder;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.CountThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.CountThingsResponse;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThingsResponse;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.ThingSearchQueryCommand;

/** Finds things by Ditto's query language, as of now. Looks at nothing that the asker may not read. */
final class Search {

    private static final JsonPointer ROOT = JsonPointer.empty();

    private final Entities entities;
    private final Access access;

    Search(Entities entities, Access access) {
        this.entities = entities;
        this.access = access;
    }

    CommandResponse<?> answer(ThingSearchQueryCommand<?> command) {
        return command instanceof QueryThings query ? query(query) : count((CountThings) command);
    }

    private CommandResponse<?> count(CountThings command) {
        List<JsonObject> found = matching(command.getFilter(), command.getNamespaces(), command.getDittoHeaders());
        return CountThingsResponse.of(found.size(), command.getDittoHeaders());
    }

    private CommandResponse<?> query(QueryThings command) {
        SearchPage page = SearchPage.of(command);
        List<JsonObject> found = matching(command.getFilter(), command.getNamespaces(), command.getDittoHeaders());
        found.sort(page.order());
        int end = Math.min(found.size(), page.offset() + page.size());
        SearchResultBuilder result = SearchModelFactory.newSearchResultBuilder();
        for (JsonObject thing : found.subList(Math.min(page.offset(), end), end)) {
            result.add(shown(thing, command.getFields()));
        }
        if (end < found.size()) {
            page.announceNext(result, end);
        }
        return QueryThingsResponse.of(result.build(), command.getDittoHeaders());
    }

    private List<JsonObject> matching(Optional<String> filter, Optional<Set<String>> namespaces, DittoHeaders headers) {
        Predicate<Thing> predicate =
                filter.map(expression -> Rql.predicate(expression, headers)).orElse(thing -> true);
        List<JsonObject> found = new ArrayList<>();
        for (Entity entity : entities.things()) {
            boolean in = namespaces.isEmpty() || namespaces.get().contains(entity.id.getNamespace());
            State state = entity.state();
            if (in && state.alive()) {
                visible(entity, state, headers.getAuthorizationContext())
                        .filter(view -> filter.isEmpty() || predicate.test(Views.model(view)))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<JsonObject> visible(Entity entity, State state, AuthorizationContext who) {
        return access.of(state.policyId())
                .filter(grants -> grants.some("thing", ROOT, who, Grants.READ))
                .map(grants -> {
                    JsonObject whole = Views.wholeThing(entity, state);
                    boolean all = grants.all("thing", ROOT, who, Grants.READ);
                    return all ? whole : grants.view("thing", ROOT, whole, who).asObject();
                });
    }

    private static JsonObject shown(JsonObject thing, Optional<JsonFieldSelector> fields) {
        return fields.map(selector -> Views.select(thing, selector)).orElseGet(() -> ThingValues.ownMembers(thing));
    }
}
