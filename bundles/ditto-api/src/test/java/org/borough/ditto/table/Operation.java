// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.table;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operation of the list: what may be said to it and what it may answer. */
public record Operation(String method, String path, List<String> parameters, List<Integer> statuses) {

    private static final Pattern LINE = Pattern.compile("([A-Z]+) +(\\S+) +\\[(.*)] -> ([\\d,]+)");

    /** The operations of one section of {@code operations.txt}. */
    public static List<Operation> of(String section) {
        return Table.lines(Operation.class, "operations.txt")
                .dropWhile(line -> !line.equals("[" + section + "]"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("["))
                .map(Operation::parse)
                .toList();
    }

    private static Operation parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("operations.txt: " + line);
        }
        return new Operation(
                parts.group(1),
                parts.group(2),
                parts.group(3).isEmpty() ? List.of() : List.of(parts.group(3).split(" ")),
                Arrays.stream(parts.group(4).split(",")).map(Integer::valueOf).toList());
    }

    /** The status of success that has nothing to show but what was asked for. */
    int usual() {
        return method.equals("GET") ? 200 : 204;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
