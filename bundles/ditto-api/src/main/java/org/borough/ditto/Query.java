// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonParseOptions;

/** The parameters of a request, taken from its URL, a form or the tail of a WebSocket control message. */
record Query(Map<String, String> parameters) {

    static final Query NONE = new Query(Map.of());

    static Query parse(String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String key = decode(name);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            parameters.merge(key, value, (before, more) -> together(key, before, more));
        }
        return new Query(Collections.unmodifiableMap(parameters));
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** The same with one parameter more. */
    Query with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new Query(more);
    }

    /** The same without one parameter. */
    Query without(String name) {
        Map<String, String> others = new LinkedHashMap<>(parameters);
        others.remove(name);
        return new Query(others);
    }

    /** The comma-separated values of a parameter. */
    List<String> list(String name) {
        String value = parameters.get(name);
        return value == null || value.isEmpty() ? List.of() : List.of(value.split(","));
    }

    /** The selector of the parameter {@code fields}, or null as Ditto's commands want it. */
    JsonFieldSelector fields() {
        String value = parameters.get("fields");
        return value == null || value.isBlank() ? null : selector(value);
    }

    static JsonFieldSelector selector(String value) {
        JsonParseOptions plain =
                JsonFactory.newParseOptionsBuilder().withoutUrlDecoding().build();
        return JsonFactory.newFieldSelector(value, plain);
    }

    /** Filters that are given one by one must all match, and options all hold; of anything else the last is meant. */
    private static String together(String name, String before, String more) {
        return switch (name) {
            case "filter" -> "and(" + before + ',' + more + ')';
            case "option", "namespaces" -> before + ',' + more;
            default -> more;
        };
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
