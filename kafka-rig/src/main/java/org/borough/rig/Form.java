// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A word and named values on one line: {@code word name=value&name=value}, encoded as a form. */
record Form(String word, Map<String, String> values) {

    static Form parse(String line) {
        int blank = line.indexOf(' ');
        String word = blank < 0 ? line : line.substring(0, blank);
        Map<String, String> values = new LinkedHashMap<>();
        if (blank >= 0) {
            Arrays.stream(line.substring(blank + 1).split("&"))
                    .filter(pair -> !pair.isEmpty())
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair -> values.put(decode(pair[0]), decode(pair.length > 1 ? pair[1] : "")));
        }
        return new Form(word, values);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(word + " needs " + name);
        }
        return value;
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return values.containsKey(name) ? Integer.parseInt(values.get(name)) : otherwise;
    }

    /** The values whose names begin so, by the rest of their names. */
    Map<String, String> under(String prefix) {
        return values.entrySet().stream()
                .filter(value -> value.getKey().startsWith(prefix))
                .collect(Collectors.toMap(value -> value.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    @Override
    public String toString() {
        return word
                + values.entrySet().stream()
                        .map(value -> encode(value.getKey()) + "=" + encode(value.getValue()))
                        .collect(Collectors.joining("&", " ", ""));
    }
}
