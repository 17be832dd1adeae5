// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request and what must come back. A line of the table has up to five columns: status, circumstances, body, headers
 * of the answer, body or error code of the answer.
 *
 * @param as who asks
 * @param query appended to the path
 * @param headers of the request
 * @param variables of the path that are not as usual
 * @param after methods that are used on the same resource before, with the usual value as body
 * @param sent the body; empty if none is sent
 */
public record Case(
        Operation operation,
        int status,
        String as,
        String query,
        Map<String, String> headers,
        Map<String, String> variables,
        List<String> after,
        String sent,
        List<String> shown,
        String said,
        String usual,
        String line) {

    static Case parse(String line, Operation operation, Map<String, String> values) {
        String[] columns = (line + "||||").split("\\|", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> after = new ArrayList<>();
        String as = "admin";
        String query = "";
        String[] words = columns[1].strip().split(" +");
        for (int at = 0; at < words.length; at++) {
            String word = words[at];
            if (word.equals("as")) {
                as = words[++at];
            } else if (word.equals("after")) {
                after.add(words[++at]);
            } else if (word.startsWith("?")) {
                query = word;
            } else if (!word.isEmpty()) {
                String[] pair = word.split("=", 2);
                (word.startsWith("{") ? variables : headers).put(pair[0], filled(pair[1], values));
            }
        }
        String body = columns[2].isBlank() && List.of("PUT", "PATCH").contains(operation.method())
                ? "$value"
                : columns[2].strip();
        int status = columns[0].strip().equals("ok") ? operation.usual() : Integer.parseInt(columns[0].strip());
        String shown = columns[3].strip();
        return new Case(
                operation,
                status,
                as,
                query,
                headers,
                variables,
                after,
                filled(body, values),
                shown.isEmpty() ? List.of() : List.of(shown.split(" +")),
                filled(columns[4].strip(), values),
                values.getOrDefault("value", ""),
                line);
    }

    private static String filled(String text, Map<String, String> values) {
        String filled = text;
        if (!text.contains("$")) {
            return text;
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("$" + value.getKey(), value.getValue());
        }
        return filled;
    }

    @Override
    public String toString() {
        return line.strip();
    }
}
