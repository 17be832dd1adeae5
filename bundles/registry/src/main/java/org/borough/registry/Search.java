// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Hono's search: filters and sorts over the stored JSON, one page of it. */
final class Search {

    private static final Schema FILTER =
            Schema.object(Map.of("field", Schema.TEXT, "op", Schema.TEXT, "value", Search::scalar), "field", "value");
    private static final Schema SORT = Schema.object(Map.of("field", Schema.TEXT, "direction", Schema.TEXT), "field");
    private static final Pattern WRONG_ESCAPE = Pattern.compile("~(?![01])");
    private static final int DEFAULT_PAGE = 30;
    private static final int LARGEST_PAGE = 200;

    private final Predicate<JsonNode> filter;
    private final Comparator<ObjectNode> order;
    private final int pageSize;
    private final int pageOffset;

    private Search(Predicate<JsonNode> filter, Comparator<ObjectNode> order, int pageSize, int pageOffset) {
        this.filter = filter;
        this.order = order;
        this.pageSize = pageSize;
        this.pageOffset = pageOffset;
    }

    static Search of(Call call) {
        Predicate<JsonNode> filter = node -> true;
        for (String text : call.parameters("filterJson")) {
            filter = filter.and(filter(text));
        }
        Comparator<ObjectNode> order = (one, other) -> 0;
        for (String text : call.parameters("sortJson")) {
            order = order.thenComparing(sort(text));
        }
        return new Search(
                filter,
                order,
                call.number("pageSize", DEFAULT_PAGE, 0, LARGEST_PAGE),
                call.number("pageOffset", 0, 0, Integer.MAX_VALUE));
    }

    /** The page, or 404 when nothing matches at all. */
    Answer in(Stream<ObjectNode> documents, String what) {
        List<ObjectNode> found = new ArrayList<>(documents.filter(filter).toList());
        if (found.isEmpty()) {
            throw new RefusedException(404, "no " + what + " matches the search");
        }
        found.sort(order);
        ObjectNode answer = Json.object().put("total", found.size());
        ArrayNode result = answer.putArray("result");
        found.stream().skip((long) pageOffset * pageSize).limit(pageSize).forEach(result::add);
        return Answer.of(200, answer);
    }

    private static Predicate<JsonNode> filter(String text) {
        JsonNode filter = parameter("filterJson", FILTER, text);
        if (!filter.path("op").asText("eq").equals("eq")) {
            throw RefusedException.bad(
                    "query parameter [filterJson] has op " + filter.get("op") + "; only \"eq\" is allowed");
        }
        JsonPointer field = pointer("filterJson", filter);
        JsonNode wanted = filter.get("value");
        if (!wanted.isTextual()) {
            return node -> equal(node.at(field), wanted);
        }
        Wildcards wildcards = new Wildcards(wanted.textValue());
        return node ->
                node.at(field).isTextual() && wildcards.matches(node.at(field).textValue());
    }

    /** 1 and 1.0 are the same number here. */
    private static boolean equal(JsonNode found, JsonNode wanted) {
        return found.isNumber() && wanted.isNumber()
                ? found.decimalValue().compareTo(wanted.decimalValue()) == 0
                : found.equals(wanted);
    }

    private static Comparator<ObjectNode> sort(String text) {
        JsonNode sort = parameter("sortJson", SORT, text);
        String direction = sort.path("direction").asText("asc");
        if (!direction.equals("asc") && !direction.equals("desc")) {
            throw RefusedException.bad(
                    "query parameter [sortJson] has direction '" + direction + "'; allowed are \"asc\" and \"desc\"");
        }
        JsonPointer field = pointer("sortJson", sort);
        Comparator<ObjectNode> order = (one, other) -> compare(one.at(field), other.at(field));
        return direction.equals("asc") ? order : order.reversed();
    }

    /** An order of all values: what is missing first, then by kind, then by value. */
    private static int compare(JsonNode one, JsonNode other) {
        int kinds = Integer.compare(kind(one), kind(other));
        if (kinds != 0) {
            return kinds;
        }
        return one.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.asText().compareTo(other.asText());
    }

    private static int kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING, NULL -> 0;
            case BOOLEAN -> 1;
            case NUMBER -> 2;
            case STRING -> 3;
            default -> 4;
        };
    }

    private static JsonNode parameter(String name, Schema schema, String text) {
        try {
            JsonNode node = Json.request(text.getBytes(StandardCharsets.UTF_8));
            schema.check("", node);
            return node;
        } catch (RefusedException e) {
            throw RefusedException.bad("query parameter [" + name + "]: " + e.getMessage());
        }
    }

    private static JsonPointer pointer(String name, JsonNode node) {
        String text = node.get("field").textValue();
        boolean pointer = text.isEmpty() || text.startsWith("/");
        if (!pointer || WRONG_ESCAPE.matcher(text).find()) {
            throw RefusedException.bad("query parameter [" + name + "] has field '" + text
                    + "'; it must be a JSON pointer like /ext/brand, with ~1 for a slash and ~0 for a tilde in a name");
        }
        return JsonPointer.compile(text);
    }

    private static void scalar(String path, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw RefusedException.bad("member [" + path + "] must be a string, number or boolean");
        }
    }
}
