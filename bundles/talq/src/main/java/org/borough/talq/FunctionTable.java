// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What functions mean in capabilities, both ways. The table is data: {@code functions.csv} beside this class. */
public final class FunctionTable {

    /** Stands for what every device has. */
    public static final String ANY = "*";

    private static final int COLUMNS = 10;

    private final List<FunctionRow> rows;

    FunctionTable(List<FunctionRow> rows) {
        this.rows = List.copyOf(rows);
    }

    /** The table that ships. */
    public static FunctionTable standard() {
        try (InputStream stream = FunctionTable.class.getResourceAsStream("functions.csv")) {
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FunctionTable parse(String text) {
        return new FunctionTable(text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(FunctionTable::row)
                .toList());
    }

    private static FunctionRow row(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalArgumentException("'" + line + "' has " + cells.length + " columns, not " + COLUMNS);
        }
        return new FunctionRow(
                cells[0].strip(),
                cells[1].strip(),
                cells[2].strip(),
                cells[3].strip(),
                cells[4].strip(),
                cells[5].strip(),
                Double.parseDouble(cells[6].strip()),
                cells[7].strip(),
                cells[8].strip(),
                cells[9].strip().equals("key"));
    }

    /** All rows. */
    public List<FunctionRow> rows() {
        return rows;
    }

    /** The capabilities that it knows, by their names without version. */
    public Set<String> capabilities() {
        return rows.stream()
                .map(FunctionRow::capability)
                .filter(name -> !name.equals(ANY))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows of a capability, by the function's id. */
    public Map<String, List<FunctionRow>> functions(String capability) {
        return rows.stream()
                .filter(row -> row.capability().equals(capability))
                .collect(Collectors.groupingBy(FunctionRow::functionId, TreeMap::new, Collectors.toList()));
    }

    /** The capabilities of a device that has functions of these kinds. */
    public Set<String> capabilities(Collection<String> kinds) {
        return rows.stream()
                .filter(row -> row.key() && kinds.contains(row.kind()))
                .map(FunctionRow::capability)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a value, or an event, of a function of one of these kinds stands for in a device with all of them. */
    public Optional<FunctionRow> meaning(Collection<String> kinds, String kind, String attribute) {
        Set<String> capabilities = capabilities(kinds);
        return rows.stream()
                .filter(row -> row.kind().equals(kind) && row.attribute().equals(attribute))
                .filter(row -> row.isReported() && capabilities.contains(row.capability()))
                .findFirst();
    }

    /** The kind of a function: its type, with the gas where it measures one. */
    public static String kind(Function function) {
        Attribute gas = function.attributes().get("gasName");
        return gas == null
                ? function.type()
                : function.type() + "[" + gas.content().asText() + "]";
    }
}
