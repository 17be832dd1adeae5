// SPDX-License-Identifier: EPL-2.0
package org.borough.air.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.borough.air.index.Pollutant;
import org.borough.air.index.TableJson;
import org.borough.air.rules.AirRules.Limit;

/**
 * What the law says about the air: thresholds from which people must be told, and limit values of a year. Each with its
 * days and its source.
 *
 * @param id its name in rules
 */
public record Law(String id, String title, String note, List<Threshold> thresholds, List<LimitValue> limitValues) {

    /** No law at all. */
    public static final Law NONE = new Law("none", "No law", "", List.of(), List.of());

    /** The law of the European Union. */
    public static final Law EU = shipped("eu");

    /** Keeps its own copies. */
    public Law {
        thresholds = List.copyOf(thresholds);
        limitValues = List.copyOf(limitValues);
    }

    /** From when to when something holds, both days included. */
    public record Days(LocalDate from, LocalDate until) {

        /** Whether it holds on a day. */
        public boolean hold(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(until);
        }

        static Days of(JsonNode json) {
            return new Days(
                    json.hasNonNull("from") ? LocalDate.parse(json.path("from").asText()) : LocalDate.MIN,
                    json.hasNonNull("until")
                            ? LocalDate.parse(json.path("until").asText())
                            : LocalDate.MAX);
        }
    }

    /** From here on people must be told. */
    public record Threshold(Limit limit, Days days) {}

    /**
     * What a year may bring.
     *
     * @param over hour, day or year
     * @param allowedInYear how many hours or days of a year may be above it
     */
    public record LimitValue(
            Pollutant pollutant, String over, double limit, int allowedInYear, String source, Days days) {}

    /** The law of that name. */
    public static Law of(String id) {
        return id.equals(NONE.id()) ? NONE : EU;
    }

    /** What people must be told on a day. */
    public List<Limit> limits(LocalDate day) {
        return thresholds.stream()
                .filter(threshold -> threshold.days().hold(day))
                .map(Threshold::limit)
                .toList();
    }

    /** Why a limit comes later than the law allows; empty when it does not. */
    public Optional<String> contradiction(Limit limit, LocalDate day) {
        return limits(day).stream()
                .filter(legal -> legal.pollutant() == limit.pollutant() && legal.averaging() == limit.averaging())
                .max(Comparator.comparing(Limit::above))
                .filter(legal -> limit.above() > legal.above()
                        || limit.above() == legal.above() && limit.hours() > legal.hours())
                .map(legal -> limit.words() + " comes later than " + legal.words() + " of " + legal.source()
                        + ", which must be told in any case; give at most that, or law \"none\" with a source.");
    }

    private static Law shipped(String id) {
        try (InputStream in = Law.class.getResourceAsStream("/air/laws/" + id + ".json")) {
            return read(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Law read(JsonNode json) {
        List<Threshold> thresholds = new ArrayList<>();
        json.path("thresholds").forEach(one -> thresholds.add(new Threshold(limit(one), Days.of(one))));
        List<LimitValue> values = new ArrayList<>();
        json.path("limitValues")
                .forEach(one -> values.add(new LimitValue(
                        pollutant(one),
                        one.path("over").asText(),
                        one.path("limit").asDouble(),
                        one.path("allowedInYear").asInt(),
                        one.path("source").asText(),
                        Days.of(one))));
        return new Law(
                json.path("id").asText(),
                json.path("title").asText(),
                json.path("note").asText(),
                thresholds,
                values);
    }

    private static Limit limit(JsonNode json) {
        return new Limit(
                pollutant(json),
                TableJson.averaging("eu", json.path("averaging").asText()),
                json.path("above").asDouble(),
                json.path("below").asDouble(),
                json.path("hours").asInt(),
                json.path("groups").asText(),
                json.path("advice").asText(),
                json.path("source").asText() + ", " + json.path("kind").asText() + " threshold");
    }

    private static Pollutant pollutant(JsonNode json) {
        return Pollutant.of(json.path("pollutant").asText()).orElseThrow();
    }
}
