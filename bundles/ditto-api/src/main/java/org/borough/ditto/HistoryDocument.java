// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.borough.engine.Recordings;
import org.borough.engine.Recordings.Entry;
import org.borough.engine.Recordings.Series;
import org.eclipse.ditto.json.JsonArrayBuilder;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Writes history as JSON or as CSV. */
final class HistoryDocument {

    private static final String END = "\r\n";
    private static final int NAME_LEVEL = 1;
    private static final int PATH_LEVEL = 3;

    private HistoryDocument() {}

    static Document json(HistoryRequest request, Recordings.Page page) {
        Recordings.Wanted wanted = request.wanted();
        JsonObjectBuilder json = JsonObject.newBuilder()
                .set("thingId", wanted.thing().toString())
                .set("from", wanted.from().toString())
                .set("to", wanted.to().toString());
        if (!wanted.resolution().isZero()) {
            json.set("resolution", wanted.resolution().toString());
        }
        JsonArrayBuilder all = JsonFactory.newArrayBuilder();
        page.series().forEach(series -> all.add(json(request, series)));
        json.set("series", all.build());
        page.next().ifPresent(next -> json.set("cursor", HistoryRequest.cursor(next)));
        return new Document("application/json", bytes(json.build().toString()), Map.of());
    }

    private static JsonObject json(HistoryRequest request, Series series) {
        JsonArrayBuilder values = JsonFactory.newArrayBuilder();
        for (Entry entry : series.entries()) {
            JsonObjectBuilder value =
                    JsonObject.newBuilder().set("at", entry.at().toString());
            if (request.wanted().resolution().isZero()) {
                values.add(value.set("value", entry.last()).build());
            } else if (says(request, entry)) {
                request.aggregates()
                        .forEach(aggregate -> aggregate.of(entry).ifPresent(found -> value.set(aggregate.id(), found)));
                values.add(value.build());
            }
        }
        return JsonObject.newBuilder()
                .set("path", series.place().toString())
                .set("recordedDays", series.recordedDays())
                .set("values", values.build())
                .build();
    }

    static Document csv(HistoryRequest request, Recordings.Page page) {
        boolean plain = request.wanted().resolution().isZero();
        StringBuilder text = new StringBuilder("at,property,");
        text.append(
                        plain
                                ? "value"
                                : request.aggregates().stream()
                                        .map(Aggregate::id)
                                        .collect(Collectors.joining(",")))
                .append(END);
        for (Series series : page.series()) {
            String name = cell(name(series.place()));
            for (Entry entry : series.entries()) {
                if (plain || says(request, entry)) {
                    text.append(entry.at()).append(',').append(name).append(',');
                    text.append(plain ? cell(entry.last()) : cells(request.aggregates(), entry))
                            .append(END);
                }
            }
        }
        return new Document(
                "text/csv;charset=utf-8",
                bytes(text.toString()),
                page.next()
                        .map(next -> Map.of("cursor", HistoryRequest.cursor(next)))
                        .orElse(Map.of()));
    }

    /** A stretch that has none of the values that are asked for is left out. */
    private static boolean says(HistoryRequest request, Entry entry) {
        return request.aggregates().stream()
                .anyMatch(aggregate -> aggregate.of(entry).isPresent());
    }

    private static String cells(List<Aggregate> aggregates, Entry entry) {
        return aggregates.stream()
                .map(aggregate -> aggregate.of(entry).map(HistoryDocument::cell).orElse(""))
                .collect(Collectors.joining(","));
    }

    private static String cell(JsonValue value) {
        return cell(value.isString() ? value.asString() : value.toString());
    }

    /** A cell as RFC 4180 wants it. */
    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String name(JsonPointer place) {
        String feature = place.get(NAME_LEVEL).map(Object::toString).orElse("");
        Optional<JsonPointer> path = place.getSubPointer(PATH_LEVEL);
        return feature + path.map(Object::toString).orElse("");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
