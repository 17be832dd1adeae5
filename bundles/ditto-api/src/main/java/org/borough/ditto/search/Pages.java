// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.borough.engine.Engine;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.thingsearch.model.SearchResult;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThingsResponse;

/** Reads one search page after the other. Not for two threads at a time. */
public final class Pages {

    /** What says where to begin; the cursor takes its place. */
    private static final Pattern BEGINNING = Pattern.compile("(^|,)\\s*(cursor|after)\\([^()]*\\)");

    private final Engine engine;
    private final Optional<String> filter;
    private final Optional<Set<String>> namespaces;
    private final Optional<JsonFieldSelector> fields;
    private final DittoHeaders headers;
    private final String options;
    private Optional<String> cursor = Optional.empty();
    private boolean begun;

    /** A search whose options may say where to begin. */
    public Pages(
            Engine engine,
            Optional<String> filter,
            String options,
            Optional<Set<String>> namespaces,
            Optional<JsonFieldSelector> fields,
            DittoHeaders headers) {
        this.engine = engine;
        this.filter = filter;
        this.options = options;
        this.namespaces = namespaces;
        this.fields = fields;
        // Pages are asked for here, whatever the client said about answers to its own command.
        this.headers = headers.toBuilder().responseRequired(true).build();
    }

    /** Whether nothing is left. */
    public boolean atEnd() {
        return begun && cursor.isEmpty();
    }

    /** Reads the next page; fails as the engine does. */
    public CompletionStage<SearchResult> next() {
        QueryThings query =
                QueryThings.of(filter.orElse(null), options(), fields.orElse(null), namespaces.orElse(null), headers);
        return engine.execute(query).thenApply(response -> {
            SearchResult result = ((QueryThingsResponse) response).getSearchResult();
            begun = true;
            cursor = result.getCursor();
            return result;
        });
    }

    private List<String> options() {
        List<String> all = new ArrayList<>();
        String rest = cursor.isPresent() ? BEGINNING.matcher(options).replaceAll("") : options;
        if (!rest.isBlank()) {
            all.add(rest.startsWith(",") ? rest.substring(1) : rest);
        }
        cursor.ifPresent(text -> all.add("cursor(" + text + ")"));
        return all.isEmpty() ? null : all;
    }
}
