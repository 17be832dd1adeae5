// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.borough.twin.engine.search.Index;
import org.borough.twin.engine.search.Indexed;
import org.borough.twin.engine.search.Page;
import org.borough.twin.engine.search.Question;
import org.borough.twin.engine.search.Searcher;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.UnsupportedSignalException;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.CountThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.CountThingsResponse;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThingsResponse;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.ThingSearchQueryCommand;

/** Finds things by Ditto's query language, as of now. Looks at nothing that the asker may not read. */
final class Search implements AutoCloseable {

    private final Entities entities;
    private final Access access;
    private final ThingQueries queries;
    private final Index index;
    private final Searcher searcher;

    Search(Entities entities, Access access, ThingQueries queries, SearchSettings settings) {
        this.entities = entities;
        this.access = access;
        this.queries = queries;
        this.index = new Index(settings.indexBytes());
        this.searcher =
                new Searcher(index, settings.seconds(), Runtime.getRuntime().availableProcessors());
        entities.things().forEach(index::wrote);
    }

    /** Says that something is written, before whoever wrote it is answered. */
    void wrote(Entity entity) {
        if (entity.kind == Entity.Kind.THING) {
            index.wrote(entity);
        }
    }

    CompletionStage<? extends CommandResponse<?>> answer(ThingSearchQueryCommand<?> command) {
        if (command instanceof QueryThings query) {
            return query(query);
        }
        if (command instanceof CountThings count) {
            return count(count);
        }
        throw UnsupportedSignalException.newBuilder(command.getType())
                .dittoHeaders(command.getDittoHeaders())
                .build();
    }

    @Override
    public void close() {
        searcher.close();
    }

    private CompletionStage<CountThingsResponse> count(CountThings command) {
        DittoHeaders headers = command.getDittoHeaders();
        Question question = Question.of(command.getFilter(), command.getNamespaces(), headers);
        return searcher.count(question, sights(headers), headers)
                .thenApply(count -> CountThingsResponse.of(count, headers));
    }

    private CompletionStage<QueryThingsResponse> query(QueryThings command) {
        DittoHeaders headers = command.getDittoHeaders();
        AuthorizationContext who = headers.getAuthorizationContext();
        Function<Indexed, Optional<JsonObject>> shown =
                thing -> queries.readable((Entity) thing, who, command.getFields());
        Function<String, Optional<Indexed>> things = id -> entities.thing(id).map(thing -> thing);
        return searcher.find(Page.of(command), sights(headers), things, shown, headers)
                .thenApply(result -> QueryThingsResponse.of(result, headers));
    }

    private Sights sights(DittoHeaders headers) {
        return new Sights(entities, access, headers.getAuthorizationContext());
    }
}
