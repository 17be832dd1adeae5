// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Text with placeholders {@code {{ jwt:claim }}}, as Ditto has them: a slash leads into a claim, each value of a list
 * makes a subject of its own, and what cannot be resolved makes none.
 */
final class SubjectTemplate {

    /** No token makes more subjects out of one template. */
    static final int MOST = 100;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(.*?)\\s*}}");
    private static final Pattern STEP = Pattern.compile("fn:([a-z-]+)\\(\\s*(?:'([^']*)'|\"([^\"]*)\")?\\s*\\)");
    private static final String CLAIM = "jwt:";

    private final List<Function<Map<String, Object>, List<String>>> parts = new ArrayList<>();

    SubjectTemplate(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        int from = 0;
        while (matcher.find()) {
            literal(text.substring(from, matcher.start()));
            parts.add(placeholder(matcher.group(1)));
            from = matcher.end();
        }
        literal(text.substring(from));
        if (from == 0) {
            throw new IllegalArgumentException("'" + text + "' has no placeholder like {{ jwt:sub }}");
        }
    }

    private void literal(String text) {
        if (text.contains("{{") || text.contains("}}")) {
            throw new IllegalArgumentException("'" + text + "' has braces that do not match");
        }
        if (!text.isEmpty()) {
            parts.add(claims -> List.of(text));
        }
    }

    private static Function<Map<String, Object>, List<String>> placeholder(String text) {
        String[] steps = text.split("\\|");
        String source = steps[0].strip();
        if (!source.startsWith(CLAIM) || source.length() == CLAIM.length()) {
            throw new IllegalArgumentException("'" + source + "' is not of the form jwt:claim");
        }
        String[] path = source.substring(CLAIM.length()).split("/");
        List<Function<Stream<String>, Stream<String>>> functions =
                Arrays.stream(steps).skip(1).map(SubjectTemplate::function).toList();
        return claims -> {
            Stream<String> values = values(claims, path, 0);
            for (Function<Stream<String>, Stream<String>> function : functions) {
                values = function.apply(values);
            }
            return values.filter(value -> !value.isEmpty()).limit(MOST).toList();
        };
    }

    private static Function<Stream<String>, Stream<String>> function(String text) {
        Matcher step = STEP.matcher(text.strip());
        if (!step.matches()) {
            throw new IllegalArgumentException("'" + text.strip() + "' is not of the form fn:name('text')");
        }
        String argument = step.group(2) != null ? step.group(2) : step.group(3) == null ? "" : step.group(3);
        return switch (step.group(1)) {
            case "split" -> values -> values.flatMap(value -> Stream.of(value.split(Pattern.quote(argument))));
            case "lower" -> values -> values.map(value -> value.toLowerCase(Locale.ROOT));
            case "upper" -> values -> values.map(value -> value.toUpperCase(Locale.ROOT));
            case "trim" -> values -> values.map(String::strip);
            case "substring-before" -> values -> values.flatMap(value -> before(value, argument));
            case "substring-after" -> values -> values.flatMap(value -> after(value, argument));
            case "default" -> values -> orElse(values.toList(), argument);
            default ->
                throw new IllegalArgumentException("'fn:" + step.group(1) + "' is not known; split, lower, upper,"
                        + " trim, substring-before, substring-after and default are");
        };
    }

    private static Stream<String> before(String value, String mark) {
        int at = value.indexOf(mark);
        return at < 0 ? Stream.empty() : Stream.of(value.substring(0, at));
    }

    private static Stream<String> after(String value, String mark) {
        int at = value.indexOf(mark);
        return at < 0 ? Stream.empty() : Stream.of(value.substring(at + mark.length()));
    }

    private static Stream<String> orElse(List<String> values, String other) {
        return values.isEmpty() ? Stream.of(other) : values.stream();
    }

    private static Stream<String> values(Object from, String[] path, int at) {
        if (from instanceof Collection<?> many) {
            return many.stream().limit(MOST).flatMap(one -> values(one, path, at));
        }
        if (at < path.length) {
            return from instanceof Map<?, ?> map && map.get(path[at]) != null
                    ? values(map.get(path[at]), path, at + 1)
                    : Stream.empty();
        }
        return from instanceof Map<?, ?> ? Stream.empty() : Stream.of(from.toString());
    }

    /** Each combination of the placeholders' values; none when one of them has no value. */
    List<String> resolve(Map<String, Object> claims) {
        List<String> made = List.of("");
        for (Function<Map<String, Object>, List<String>> part : parts) {
            List<String> ends = part.apply(claims);
            made = made.stream()
                    .flatMap(begin -> ends.stream().map(begin::concat))
                    .limit(MOST)
                    .toList();
        }
        return made;
    }
}
