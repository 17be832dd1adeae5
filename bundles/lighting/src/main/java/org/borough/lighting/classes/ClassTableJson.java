// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Tables of classes as JSON. */
public final class ClassTableJson {

    private ClassTableJson() {}

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static ClassTable read(JsonNode json) {
        String id = text("a table of classes", json, "id");
        List<Family> families = new ArrayList<>();
        json.path("families").forEach(family -> families.add(family(id, family)));
        require(!families.isEmpty(), id + ": families is missing; it must list at least one kind of street.");
        return new ClassTable(
                id,
                text(id, json, "table"),
                text(id, json, "title"),
                date(id, json, "from", LocalDate.MIN),
                date(id, json, "until", LocalDate.MAX),
                text(id, json, "source"),
                json.path("note").asText(""),
                families);
    }

    private static Family family(String id, JsonNode json) {
        String kind = text(id, json, "kind");
        String of = id + ", " + kind;
        double base = number(of, json, "base");
        List<RoadClass> classes = classes(of, kind, json.path("classes"));
        List<Parameter> parameters = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (JsonNode parameter : json.path("parameters")) {
            parameters.add(parameter(of, parameter));
            String key = parameter.path("key").asText();
            require(keys.add(key), of + ": the parameter " + key + " is there twice.");
        }
        return new Family(kind, text(of, json, "quantity"), text(of, json, "unit"), base, classes, parameters);
    }

    private static List<RoadClass> classes(String of, String kind, JsonNode json) {
        List<RoadClass> classes = new ArrayList<>();
        for (JsonNode node : json) {
            String name = text(of, node, "name");
            double mean = number(of + ", " + name, node, "mean");
            RoadClass before = classes.isEmpty() ? null : classes.get(classes.size() - 1);
            boolean follows = name.matches(Pattern.quote(kind) + "[0-9]{1,2}")
                    && (before == null || number(kind, name) == number(kind, before.name()) + 1);
            require(
                    follows,
                    of + ": the class " + name + " must be " + kind + " with a number that follows the one before.");
            require(
                    mean > 0 && (before == null || mean < before.mean()),
                    of + ": the mean of " + name + " must be above 0 and below that of the class before.");
            classes.add(new RoadClass(name, mean));
        }
        require(!classes.isEmpty(), of + ": classes is missing; it must list the brightest first.");
        return classes;
    }

    private static int number(String kind, String name) {
        return Integer.parseInt(name.substring(kind.length()));
    }

    private static Parameter parameter(String of, JsonNode json) {
        String key = text(of, json, "key");
        String where = of + ", " + key;
        List<Parameter.Option> options = new ArrayList<>();
        for (JsonNode option : json.path("options")) {
            options.add(new Parameter.Option(
                    text(where, option, "name"),
                    number(where, option, "weight"),
                    option.path("from").asDouble(Double.NEGATIVE_INFINITY)));
        }
        require(!options.isEmpty(), where + ": options is missing; it must list what the parameter may be.");
        Parameter.Measured measured =
                switch (json.path("measured").asText("")) {
                    case "" -> Parameter.Measured.NOTHING;
                    case "traffic" -> Parameter.Measured.TRAFFIC;
                    case "ambient" -> Parameter.Measured.AMBIENT;
                    default -> throw new IllegalArgumentException(where + ": measured must be traffic or ambient.");
                };
        return new Parameter(key, json.path("title").asText(key), measured, options);
    }

    private static LocalDate date(String of, JsonNode json, String key, LocalDate fallback) {
        try {
            return json.hasNonNull(key) ? LocalDate.parse(json.path(key).asText()) : fallback;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    of + ": " + key + " is " + json.path(key) + "; it must be a date such as 2024-05-06.", e);
        }
    }

    private static double number(String of, JsonNode json, String key) {
        require(json.path(key).isNumber(), of + ": " + key + " is missing; it must be a number.");
        return json.path(key).doubleValue();
    }

    private static String text(String of, JsonNode json, String key) {
        String text = json.path(key).asText("");
        require(!text.isBlank(), of + ": " + key + " is missing; it must be a text.");
        return text;
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
