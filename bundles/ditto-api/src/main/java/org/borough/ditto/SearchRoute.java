// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.borough.ditto.Action.ask;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.CountThings;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;

/** {@code /search/things} and {@code /search/things/count}, and the list of things that is a search without filter. */
final class SearchRoute implements Route {

    @Override
    public Action of(Call call) {
        if (call.path().atEnd() || !call.path().next().equals("things")) {
            throw call.unknownRoute();
        }
        if (call.path().atEnd()) {
            return asked(call, SearchRoute::query);
        }
        if (call.path().next().equals("count") && call.path().atEnd()) {
            return asked(call, SearchRoute::count);
        }
        throw call.unknownRoute();
    }

    /** Without ids, {@code GET /things} answers the things that a search finds. */
    Action listThings(Call call) {
        return new Action.List(query(call.query(), call.headers()));
    }

    private static Action asked(Call call, BiFunction<Query, DittoHeaders, Command<?>> command) {
        return switch (call.method()) {
            case "GET" -> ask(command.apply(call.query(), call.headers()));
            case "POST" -> new Action.Send(Action.Body.FORM, body -> command.apply(Query.parse(body), call.headers()));
            default -> throw call.methodNotAllowed();
        };
    }

    private static Command<?> query(Query query, DittoHeaders headers) {
        return QueryThings.of(filter(query).orElse(null), options(query), query.fields(), namespaces(query), headers);
    }

    private static Command<?> count(Query query, DittoHeaders headers) {
        return CountThings.of(filter(query).orElse(null), namespaces(query), headers);
    }

    /** The filter that is given; an empty one is none. */
    static Optional<String> filter(Query query) {
        return query.get("filter").filter(text -> !text.isBlank());
    }

    /** The namespaces to search in; none at all if the parameter is there but empty, all if it is not there. */
    static Set<String> namespaces(Query query) {
        return query.get("namespaces").isPresent() ? new LinkedHashSet<>(query.list("namespaces")) : null;
    }

    /** Options are separated by commas; those within parentheses belong to one option. */
    private static List<String> options(Query query) {
        String text = query.get("option").orElse("");
        List<String> options = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (i == text.length() || c == ',' && depth == 0) {
                options.add(text.substring(start, i));
                start = i + 1;
            }
        }
        return text.isBlank() ? null : options;
    }
}
