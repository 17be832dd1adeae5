// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.thingsearch.model.SearchResultBuilder;
import org.eclipse.ditto.thingsearch.model.SortOptionEntry;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.InvalidOptionException;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThings;

/**
 * Which part of what was found is asked for, and in which order.
 *
 * @param limited whether the deprecated {@code limit(offset,count)} was used, which is answered with an offset
 * @param question tells cursors of different questions apart
 */
record SearchPage(int offset, int size, List<SortOptionEntry> sort, boolean limited, int question) {

    private static final int DEFAULT_SIZE = 25;
    private static final int MAX_SIZE = 200;

    private static final Pattern OPTION = Pattern.compile("(sort|size|limit|cursor)\\(([^()]*)\\),?");

    static SearchPage of(QueryThings query) {
        Map<String, String> options = parse(String.join(",", query.getOptions().orElse(List.of())), query);
        String[] limit = options.getOrDefault("limit", "").split(",");
        boolean limited = options.containsKey("limit");
        String count = limited ? limit[limit.length - 1] : options.getOrDefault("size", "" + DEFAULT_SIZE);
        int size = number(count, MAX_SIZE, query);
        List<SortOptionEntry> sort = sort(options.getOrDefault("sort", ""));
        int question = (query.getFilter().orElse("") + '\n' + sort).hashCode();
        int offset = limited ? number(limit[0], Integer.MAX_VALUE, query) : 0;
        String cursor = options.getOrDefault("cursor", "");
        int start = cursor.isEmpty() ? offset : offset(cursor, question, query);
        return new SearchPage(start, size, sort, limited, question);
    }

    Comparator<JsonObject> order() {
        Comparator<JsonObject> order = (one, other) -> 0;
        for (SortOptionEntry entry : sort) {
            Comparator<JsonObject> by = Comparator.comparing(
                    (JsonObject thing) -> thing.getValue(entry.getPropertyPath()), SearchPage::compare);
            order = order.thenComparing(entry.getOrder() == SortOptionEntry.SortOrder.DESC ? by.reversed() : by);
        }
        return order.thenComparing(
                thing -> thing.getValue("thingId").map(JsonValue::asString).orElse(""));
    }

    void announceNext(SearchResultBuilder result, int end) {
        if (limited) {
            result.nextPageOffset((long) end);
        } else {
            String cursor = end + ":" + question;
            result.cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(UTF_8)));
        }
    }

    private static int offset(String cursor, int question, QueryThings query) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split(":", 2);
            if (parts.length == 2 && Integer.parseInt(parts[1]) == question) {
                return Math.max(0, Integer.parseInt(parts[0]));
            }
        } catch (IllegalArgumentException e) {
            throw invalid("The cursor '" + cursor + "' was not made here.", query);
        }
        throw invalid("The cursor '" + cursor + "' belongs to another filter or order.", query);
    }

    private static Map<String, String> parse(String text, QueryThings query) {
        Map<String, String> options = new HashMap<>();
        Matcher matcher = OPTION.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            options.put(matcher.group(1), matcher.group(2));
            end = matcher.end();
        }
        if (end != text.length()) {
            throw invalid(
                    "The option '" + text.substring(end) + "' is none of sort(…), size(…), limit(…) and cursor(…).",
                    query);
        }
        return options;
    }

    private static List<SortOptionEntry> sort(String text) {
        List<SortOptionEntry> entries = new ArrayList<>();
        for (String entry : text.split(",")) {
            String path = entry.strip();
            if (path.startsWith("-")) {
                entries.add(SortOptionEntry.desc(path.substring(1)));
            } else if (!path.isEmpty()) {
                entries.add(SortOptionEntry.asc(path.startsWith("+") ? path.substring(1) : path));
            }
        }
        return entries;
    }

    private static int number(String text, int max, QueryThings query) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalid("'" + text + "' is not a number.", query);
        }
        throw invalid("'" + text + "' is out of range; at most " + max + " is allowed.", query);
    }

    private static RuntimeException invalid(String message, QueryThings query) {
        return InvalidOptionException.newBuilder()
                .message(message)
                .dittoHeaders(query.getDittoHeaders())
                .build();
    }

    /** Missing first, then truth values, numbers, texts and the rest. */
    private static int compare(Optional<JsonValue> one, Optional<JsonValue> other) {
        int byKind = Integer.compare(kind(one), kind(other));
        if (byKind != 0 || one.isEmpty() || other.isEmpty()) {
            return byKind;
        }
        JsonValue a = one.get();
        JsonValue b = other.get();
        return switch (kind(one)) {
            case 1 -> Boolean.compare(a.asBoolean(), b.asBoolean());
            case 2 -> Double.compare(a.asDouble(), b.asDouble());
            case 3 -> a.asString().compareTo(b.asString());
            default -> 0;
        };
    }

    private static int kind(Optional<JsonValue> value) {
        if (value.isEmpty() || value.get().isNull()) {
            return 0;
        }
        JsonValue present = value.get();
        if (present.isBoolean()) {
            return 1;
        }
        if (present.isNumber()) {
            return 2;
        }
        return present.isString() ? 3 : 4;
    }
}
