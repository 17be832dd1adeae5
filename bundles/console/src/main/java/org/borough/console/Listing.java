// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.karaf.shell.support.table.ShellTable;

/** Rows under named columns, shown as a table to people and as JSON to scripts. */
final class Listing {

    private final List<String> columns;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    Listing(String... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row: one value a column. */
    Listing row(Object... values) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            row.put(columns.get(i), plain(values[i]));
        }
        rows.add(row);
        return this;
    }

    private static Object plain(Object value) {
        return value instanceof Instant instant
                ? instant.truncatedTo(ChronoUnit.SECONDS).toString()
                : value;
    }

    /** Prints it. */
    void print(PrintStream out, boolean json, String none) {
        if (json) {
            out.println(Json.pretty(rows));
        } else if (rows.isEmpty()) {
            out.println(none);
        } else {
            table().print(out);
        }
    }

    private ShellTable table() {
        ShellTable table = new ShellTable().forceAscii();
        columns.forEach(table::column);
        rows.forEach(row -> table.addRow()
                .addContent(row.values().stream().map(Listing::cell).toList()));
        return table;
    }

    private static Object cell(Object value) {
        return value instanceof Collection<?> values
                ? values.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }
}
