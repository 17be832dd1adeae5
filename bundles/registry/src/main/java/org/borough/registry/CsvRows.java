// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.borough.connect.Provisioning;

/**
 * Reads devices from a CSV with a header line. The separator is a comma, or a semicolon when the header has semicolons
 * and no comma. The column {@code attributes} is JSON text; columns {@code attributes/<path>} set single attributes: a
 * number, {@code true}, {@code false} or JSON is taken as such, everything else as text. Gateways in {@code via} are
 * separated by blanks.
 */
final class CsvRows {

    private static final List<String> COLUMNS =
            List.of("tenant", "deviceId", "template", "auth-id", "password", "attributes", "via");
    private static final List<String> NEEDED = List.of("tenant", "deviceId", "template");
    private static final String ATTRIBUTE = "attributes/";
    private static final ObjectReader READER = new CsvMapper()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .readerFor(String[].class);

    private final List<String> header;

    private CsvRows(List<String> header) {
        this.header = header;
    }

    /** All lines; one that is wrong says so and does not disturb the others. */
    static List<Row> read(byte[] text) {
        List<Row> rows = new ArrayList<>();
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator(text));
        int line = 1;
        try (MappingIterator<String[]> lines = READER.with(schema).readValues(text)) {
            if (!lines.hasNextValue()) {
                throw RefusedException.bad("the CSV is empty; its first line must name the columns " + COLUMNS);
            }
            CsvRows reader = new CsvRows(header(lines.nextValue()));
            while (lines.hasNextValue()) {
                line = lines.getParser().currentLocation().getLineNr();
                rows.add(reader.row(line, lines.nextValue()));
            }
        } catch (IOException | RuntimeJsonMappingException e) {
            rows.add(Row.broken(line + 1, "the CSV cannot be read from here on: " + e.getMessage()));
        }
        return rows;
    }

    private static char separator(byte[] text) {
        String first = new String(text, 0, Math.min(text.length, 4096), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
        return first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
    }

    private static List<String> header(String... cells) {
        List<String> header = List.of(cells);
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (!COLUMNS.contains(column) && !(column.startsWith(ATTRIBUTE) && column.length() > ATTRIBUTE.length())) {
                throw RefusedException.bad("the CSV has an unknown column '" + column + "'; allowed are " + COLUMNS
                        + " and attributes/<path>");
            }
            if (!seen.add(column)) {
                throw RefusedException.bad("the CSV has the column '" + column + "' twice");
            }
        }
        NEEDED.stream().filter(column -> !seen.contains(column)).findFirst().ifPresent(column -> {
            throw RefusedException.bad("the CSV has no column '" + column + "'; it needs at least " + NEEDED);
        });
        return header;
    }

    private Row row(int line, String... cells) {
        try {
            Provisioning.Request request = new Provisioning.Request(
                    cell("tenant", cells),
                    cell("deviceId", cells),
                    cell("template", cells),
                    cell("auth-id", cells),
                    cell("password", cells),
                    attributes(cells),
                    Stream.of(cell("via", cells).split("\\s+"))
                            .filter(gateway -> !gateway.isEmpty())
                            .toList());
            return new Row(line, request, problem(cells));
        } catch (RefusedException e) {
            Row broken = Row.broken(line, e.getMessage());
            Provisioning.Request known =
                    new Provisioning.Request(cell("tenant", cells), cell("deviceId", cells), "", "", "", "", List.of());
            return new Row(broken.line(), known, broken.problem());
        }
    }

    private String problem(String... cells) {
        if (cells.length > header.size()) {
            return "the line has " + cells.length + " cells, the header " + header.size()
                    + "; put double quotes around a cell that holds the separator";
        }
        return NEEDED.stream()
                .filter(column -> cell(column, cells).isEmpty())
                .findFirst()
                .map(column -> "the cell '" + column + "' is empty")
                .orElse("");
    }

    private String cell(String column, String... cells) {
        int index = header.indexOf(column);
        return index >= 0 && index < cells.length ? cells[index] : "";
    }

    private String attributes(String... cells) {
        String whole = cell("attributes", cells);
        ObjectNode attributes = Json.object();
        if (!whole.isEmpty()) {
            JsonNode given = value(whole);
            if (!(given instanceof ObjectNode object)) {
                throw RefusedException.bad("the cell 'attributes' must be a JSON object");
            }
            attributes.setAll(object);
        }
        for (String column : header) {
            String text = cell(column, cells);
            if (column.startsWith(ATTRIBUTE) && !text.isEmpty()) {
                set(
                        attributes,
                        Arrays.asList(column.substring(ATTRIBUTE.length()).split("/")),
                        text);
            }
        }
        return attributes.isEmpty() ? "" : attributes.toString();
    }

    private static void set(ObjectNode attributes, List<String> path, String text) {
        ObjectNode parent = attributes;
        for (String segment : path.subList(0, path.size() - 1)) {
            parent = parent.get(segment) instanceof ObjectNode child ? child : parent.putObject(segment);
        }
        parent.set(path.get(path.size() - 1), value(text));
    }

    private static JsonNode value(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (RefusedException e) {
            return Json.MAPPER.getNodeFactory().textNode(text);
        }
    }
}
