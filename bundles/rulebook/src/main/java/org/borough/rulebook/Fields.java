// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.borough.thing.InvalidThingIdException;
import org.borough.thing.ThingId;

/** Reads the members of a JSON object and notes, for each that is wrong, its key and what is allowed. */
public final class Fields {

    private final JsonNode object;
    private final Set<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    /** Reads an object; {@link #problems} tells at the end what is wrong in it. */
    public Fields(JsonNode object) {
        this.object = object;
    }

    /** A number, or the fallback where there is none. */
    public double number(String key, double fallback, double min, double max) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return fallback;
        }
        double number = value.isNumber() ? value.doubleValue() : parse(value.asText());
        if (number >= min && number <= max) {
            return number;
        }
        problem(key, value, "a number from " + plain(min) + " to " + plain(max));
        return fallback;
    }

    /** A whole number, or the fallback where there is none. */
    public int whole(String key, int fallback, int min, int max) {
        double number = number(key, fallback, min, max);
        if (number != Math.rint(number)) {
            problem(key, get(key), "a whole number from " + min + " to " + max);
        }
        return (int) number;
    }

    /** A time given in seconds; fractions are allowed. */
    public Duration seconds(String key, long fallback, long min, long max) {
        return Duration.ofMillis(Math.round(number(key, fallback, min, max) * 1000));
    }

    /** A time given in minutes; fractions are allowed. */
    public Duration minutes(String key, long fallback, long min, long max) {
        return Duration.ofSeconds(Math.round(number(key, fallback, min, max) * 60));
    }

    /** A text; empty where there is none. */
    public String text(String key) {
        JsonNode value = get(key);
        if (value.isMissingNode() || value.isTextual() || value.isNumber() || value.isBoolean()) {
            return value.asText().strip();
        }
        problem(key, value, "a text");
        return "";
    }

    /** A text that must be there; a problem shows the example. */
    public String required(String key, String example) {
        String text = text(key);
        if (text.isEmpty()) {
            problems.add(key + " is missing; it must be a text such as \"" + example + "\".");
        }
        return text;
    }

    /** A date that must be there, as ISO 8601 writes it. */
    public String date(String key) {
        String text = required(key, "2026-11-01");
        try {
            return text.isEmpty() ? text : LocalDate.parse(text).toString();
        } catch (DateTimeParseException e) {
            problem(key, get(key), "a date such as 2026-11-01");
            return "";
        }
    }

    /** One of several words, the names of constants in small letters. */
    public <E extends Enum<E>> E oneOf(String key, E fallback, Class<E> type) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return fallback;
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            names.add(constant.name().toLowerCase(Locale.ROOT));
            if (constant.name().equalsIgnoreCase(value.asText())) {
                return constant;
            }
        }
        problem(key, value, "one of " + String.join(", ", names));
        return fallback;
    }

    /** One of several words. */
    public String oneOf(String key, String fallback, List<String> allowed) {
        String text = text(key);
        if (text.isEmpty() || allowed.contains(text)) {
            return text.isEmpty() ? fallback : text;
        }
        problem(key, get(key), "one of " + String.join(", ", allowed));
        return fallback;
    }

    /** The objects of a list, each read by its own fields; what is wrong in them is told with their place in the list. */
    public <T> List<T> list(String key, Function<Fields, T> reader) {
        JsonNode value = get(key);
        List<T> all = new ArrayList<>();
        if (!value.isMissingNode() && !value.isArray()) {
            problem(key, value, "a list of objects");
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            Fields fields = new Fields(value.get(i));
            String where = key + "[" + i + "]: ";
            T read = reader.apply(fields);
            fields.require(fields.object.isObject(), "must be an object.");
            fields.problems().forEach(problem -> problems.add(where + problem));
            if (fields.problems().isEmpty()) {
                all.add(read);
            }
        }
        return all;
    }

    /** An object inside the object, read by its own fields; empty where there is none or something in it is wrong. */
    public <T> Optional<T> inside(String key, Function<Fields, T> reader) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            problem(key, value, "an object");
            return Optional.empty();
        }
        Fields fields = new Fields(value);
        T read = reader.apply(fields);
        List<String> wrong = fields.problems();
        wrong.forEach(problem -> problems.add(key + ": " + problem));
        return wrong.isEmpty() ? Optional.of(read) : Optional.empty();
    }

    /** Texts as an array, or as one text with commas between them. */
    public List<String> texts(String key) {
        return texts(key, get(key), "a list of texts");
    }

    /** The object itself, for what has a reader of its own; every key of it counts as known. */
    public JsonNode object() {
        object.fieldNames().forEachRemaining(known::add);
        return object;
    }

    /** Thing ids as an array of texts, or as one text with commas between them. */
    public List<ThingId> things(String key) {
        JsonNode value = get(key);
        List<ThingId> ids = new ArrayList<>();
        for (String text : texts(key, value, "a list of thing ids")) {
            try {
                ids.add(ThingId.parse(text));
            } catch (InvalidThingIdException e) {
                problems.add(key + ": " + e.getMessage());
            }
        }
        return ids;
    }

    private List<String> texts(String key, JsonNode value, String allowed) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
        if (value.isMissingNode() || value.isTextual()) {
            return List.of(value.asText().split(",")).stream()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
        problem(key, value, allowed);
        return List.of();
    }

    /** Whether a key has a value. */
    public boolean has(String key) {
        return !get(key).isMissingNode();
    }

    /** Notes something wrong between several keys. */
    public void require(boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
    }

    /** What is wrong, after everything was read: keys that nobody asked for are wrong too. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        object.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                all.add(key + " is not known; the keys are " + String.join(", ", known) + ".");
            }
        });
        return all;
    }

    private JsonNode get(String key) {
        known.add(key);
        JsonNode value = object.path(key);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private void problem(String key, JsonNode value, String allowed) {
        problems.add(key + " is " + value + "; it must be " + allowed + ".");
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
