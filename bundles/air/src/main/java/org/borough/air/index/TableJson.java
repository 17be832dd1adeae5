// SPDX-License-Identifier: EPL-2.0
package org.borough.air.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tables as JSON. */
public final class TableJson {

    private TableJson() {}

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static IndexTable read(JsonNode json) {
        String id = text(json, "id");
        List<IndexTable.Level> levels = new ArrayList<>();
        json.path("levels")
                .forEach(level -> levels.add(new IndexTable.Level(
                        text(level, "name"), level.path("upTo").asDouble(Double.POSITIVE_INFINITY))));
        require(!levels.isEmpty(), id + ": levels is missing; it must list the names from the best on.");
        Map<Pollutant, List<Scale>> scales = new EnumMap<>(Pollutant.class);
        json.path("scales").forEach(scale -> scales.computeIfAbsent(pollutant(scale), any -> new ArrayList<>())
                .add(scale(id, scale, levels)));
        require(!scales.isEmpty(), id + ": scales is missing; it must list what each pollutant means.");
        return new IndexTable(
                id,
                text(json, "index"),
                text(json, "title"),
                date(json, "from", LocalDate.MIN),
                date(json, "until", LocalDate.MAX),
                text(json, "source"),
                levels,
                scales);
    }

    private static Pollutant pollutant(JsonNode scale) {
        String key = text(scale, "pollutant");
        return Pollutant.of(key)
                .orElseThrow(() -> new IllegalArgumentException("pollutant is \"" + key + "\"; it must be one of "
                        + String.join(
                                ", ",
                                Arrays.stream(Pollutant.values())
                                        .map(Pollutant::key)
                                        .toList())
                        + "."));
    }

    private static Scale scale(String id, JsonNode json, List<IndexTable.Level> levels) {
        String of = id + ", " + text(json, "pollutant");
        List<Segment> segments = json.has("upper") ? bands(of, json, levels) : lines(of, json);
        Scale.End end = json.has("upper") ? Scale.End.HELD : end(of, json);
        return new Scale(
                averaging(of, text(json, "averaging")),
                text(json, "unit"),
                json.path("decimals").asInt(-1),
                segments,
                end);
    }

    private static Scale.End end(String of, JsonNode json) {
        return switch (json.path("beyond").asText("extrapolated")) {
            case "extrapolated" -> Scale.End.EXTRAPOLATED;
            case "held" -> Scale.End.HELD;
            default -> throw new IllegalArgumentException(of + ": beyond must be extrapolated or held.");
        };
    }

    /** Upper bounds of all levels but the last: the index is the level's number, from 1. */
    private static List<Segment> bands(String of, JsonNode json, List<IndexTable.Level> levels) {
        require(
                json.path("upper").size() == levels.size() - 1,
                of + ": upper must hold " + (levels.size() - 1) + " bounds, one for each level but the last.");
        List<Segment> bands = new ArrayList<>();
        double low = 0;
        for (int level = 1; level <= levels.size(); level++) {
            double high = level == levels.size()
                    ? Double.POSITIVE_INFINITY
                    : json.path("upper").get(level - 1).asDouble(Double.NaN);
            require(high > low, of + ": the bounds in upper must be numbers that rise.");
            bands.add(new Segment(low, high, level, level));
            low = high;
        }
        return bands;
    }

    private static List<Segment> lines(String of, JsonNode json) {
        List<Segment> lines = new ArrayList<>();
        for (JsonNode line : json.path("lines")) {
            Segment next = new Segment(
                    line.path(0).asDouble(Double.NaN),
                    line.path(1).asDouble(Double.NaN),
                    line.path(2).asDouble(Double.NaN),
                    line.path(3).asDouble(Double.NaN));
            boolean rises =
                    lines.isEmpty() || next.low() > lines.get(lines.size() - 1).high();
            require(
                    next.high() > next.low() && next.indexHigh() > next.indexLow() && rises,
                    of + ": each of lines must be [from, to, index from, index to], and all must rise.");
            lines.add(next);
        }
        require(!lines.isEmpty(), of + ": give upper or lines.");
        return lines;
    }

    /** The averaging of that name. */
    public static Averaging averaging(String of, String key) {
        return Arrays.stream(Averaging.values())
                .filter(averaging -> averaging.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        of + ": averaging is \"" + key + "\"; it must be one of 1h, 8h, 24h, nowcast."));
    }

    private static LocalDate date(JsonNode json, String key, LocalDate fallback) {
        try {
            return json.hasNonNull(key) ? LocalDate.parse(json.path(key).asText()) : fallback;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    key + " is " + json.path(key) + "; it must be a date such as 2024-05-06.", e);
        }
    }

    private static String text(JsonNode json, String key) {
        String text = json.path(key).asText("");
        require(!text.isBlank(), key + " is missing in a table of an index; it must be a text.");
        return text;
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
