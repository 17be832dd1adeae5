// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.thingsearch.model.SearchResultBuilder;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.InvalidOptionException;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;

/** A question with the part of the answer that is asked for, and in which order. */
public final class Page {

    private static final int DEFAULT_SIZE = 25;
    private static final int MAX_SIZE = 200;
    private static final Set<String> NAMES = Set.of("sort", "size", "limit", "cursor", "after");

    private final QueryThings query;
    private final Optional<Cursor> from;
    private final Question question;
    private final Order order;
    private final boolean limited;
    private final boolean sized;
    private final int offset;
    private final int size;
    private final Optional<String> after;
    private Object[] start;

    private Page(QueryThings query) {
        this.query = query;
        Map<String, String> options =
                options(String.join(",", query.getOptions().orElse(List.of())));
        this.limited = options.containsKey("limit");
        this.sized = options.containsKey("size");
        this.from = Optional.ofNullable(options.get("cursor")).map(text -> cursor(text, options));
        String[] limit = options.getOrDefault("limit", "0," + DEFAULT_SIZE).split(",", -1);
        if (limit.length != 2) {
            throw new IllegalArgumentException("The option limit needs an offset and a count.");
        }
        this.offset = number(limit[0], Integer.MAX_VALUE - MAX_SIZE - 1);
        this.size = number(limited ? limit[1] : options.getOrDefault("size", "" + DEFAULT_SIZE), MAX_SIZE);
        DittoHeaders headers = query.getDittoHeaders();
        this.question = from.isPresent()
                ? Question.of(from.get().filter(), from.get().namespaces(), headers)
                : Question.of(query.getFilter(), query.getNamespaces(), headers);
        this.order = Order.of(from.map(Cursor::sort).orElseGet(() -> options.getOrDefault("sort", "")), question);
        from.ifPresent(cursor -> check(cursor, options));
        this.after = Optional.ofNullable(options.get("after")).map(id -> URLDecoder.decode(id, StandardCharsets.UTF_8));
        this.start = from.map(Cursor::values).orElse(null);
    }

    /**
     * Reads what is asked for.
     *
     * @throws InvalidOptionException if an option makes no sense
     */
    public static Page of(QueryThings query) {
        try {
            return new Page(query);
        } catch (IllegalArgumentException e) {
            throw InvalidOptionException.newBuilder()
                    .message(e.getMessage())
                    .dittoHeaders(query.getDittoHeaders())
                    .build();
        }
    }

    /** What is searched for. */
    public Question question() {
        return question;
    }

    /** How many of those that are found first are worth keeping: one more than shown, to know whether there are more. */
    int kept() {
        return offset + size + 1;
    }

    Order order() {
        return order;
    }

    /** The thing that the page shall begin behind, by {@code after(…)}. */
    Optional<String> after() {
        return after;
    }

    /** Begins behind a thing, as the asker sees it; one that nobody sees is only known by its id. */
    void startAfter(String id, Optional<Object[][]> row) {
        if (row.isEmpty() && order.size() > 1) {
            throw InvalidOptionException.newBuilder()
                    .message("There is no thing '" + id + "' to go on behind.")
                    .dittoHeaders(query.getDittoHeaders())
                    .build();
        }
        start = row.map(cells -> order.values(cells, 0)).orElseGet(() -> new Object[] {id});
    }

    /** Whether a row comes after the end of the page before. */
    boolean follows(Object[] values) {
        return start == null || order.compare(values, start) > 0;
    }

    /** Those of the first that belong to this page. */
    List<Hits.Hit> of(List<Hits.Hit> first) {
        int end = Math.min(first.size(), offset + size);
        return first.subList(Math.min(offset, end), end);
    }

    /** Says how to go on. */
    void finish(List<Hits.Hit> first, SearchResultBuilder result) {
        boolean more = first.size() > offset + size;
        List<Hits.Hit> shown = of(first);
        if (more && !limited && !shown.isEmpty()) {
            result.cursor(next(shown.get(shown.size() - 1)).text());
        }
        boolean counted = from.isEmpty() && !sized;
        result.nextPageOffset(counted ? Long.valueOf(more ? offset + size : -1L) : null);
    }

    private Cursor next(Hits.Hit last) {
        Optional<String> filter = from.isPresent() ? from.get().filter() : query.getFilter();
        Optional<Set<String>> namespaces = from.isPresent() ? from.get().namespaces() : query.getNamespaces();
        return new Cursor(filter, namespaces, order.text(), last.values());
    }

    private Cursor cursor(String text, Map<String, String> options) {
        if (options.containsKey("limit")) {
            throw invalidCursor("The options 'cursor' and 'limit' must not be used together.");
        }
        try {
            return Cursor.of(text);
        } catch (IllegalArgumentException e) {
            throw invalidCursor(null);
        }
    }

    private void check(Cursor cursor, Map<String, String> options) {
        if (cursor.values().length != order.size()) {
            throw invalidCursor(null);
        }
        if (query.getFilter()
                .filter(given -> !given.equals(cursor.filter().orElse("")))
                .isPresent()) {
            throw invalidCursor("A cursor continues its own search only: leave the filter out or give the same.");
        }
        String sort = options.get("sort");
        if (sort != null && !Order.of(sort, question).text().equals(order.text())) {
            throw invalidCursor("A cursor continues its own search only: leave sort out or give the same.");
        }
    }

    private InvalidOptionException invalidCursor(String description) {
        var builder =
                InvalidOptionException.newBuilder().message("The option 'cursor' is not valid for the search request.");
        if (description != null) {
            builder.description(description);
        }
        return builder.dittoHeaders(query.getDittoHeaders()).build();
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new HashMap<>();
        for (String option : Extensions.arguments(text)) {
            int open = option.indexOf('(');
            String name = open < 0 ? option : option.substring(0, open).strip();
            if (option.isEmpty()) {
                continue;
            }
            if (open < 0 || !option.endsWith(")") || !NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "The option '" + option + "' is none of sort(…), size(…), cursor(…) and limit(…).");
            }
            if (options.put(
                            name,
                            option.substring(open + 1, option.length() - 1).strip())
                    != null) {
                throw new IllegalArgumentException("There may not be more than 1 '" + name + "' option.");
            }
        }
        return options;
    }

    private static int number(String text, int max) {
        int number;
        try {
            number = Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number of a useful size.", e);
        }
        if (number < 0 || number > max) {
            throw new IllegalArgumentException("'" + text + "' is out of range; 0 to " + max + " are allowed.");
        }
        return number;
    }
}
