// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.borough.connect.Provisioning;

/** Reads devices from a CSV with the columns that {@code POST /city/v1/devices} takes. */
final class WantedCsv {

    private static final Set<String> COLUMNS =
            Set.of("tenant", "deviceId", "template", "auth-id", "password", "attributes", "via");
    private static final List<String> NEEDED = List.of("tenant", "deviceId", "template");
    private static final String ATTRIBUTE = "attributes/";
    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvParser.Feature.TRIM_SPACES, CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private WantedCsv() {}

    /** All lines; one that is wrong says so and does not disturb the others. */
    static List<Wanted> read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String first = text.lines().findFirst().orElse("");
            char separator = first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
            CsvSchema schema = CsvSchema.emptySchema().withHeader().withColumnSeparator(separator);
            List<Wanted> lines = new ArrayList<>();
            try (MappingIterator<Map<String, String>> rows =
                    MAPPER.readerForMapOf(String.class).with(schema).readValues(text)) {
                checkHeader(first.split(String.valueOf(separator)));
                while (rows.hasNextValue()) {
                    int line = rows.getParser().currentTokenLocation().getLineNr();
                    lines.add(wanted(line, rows.nextValue()));
                }
            }
            return lines;
        } catch (IOException e) {
            throw new CommandFailedException("the file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void checkHeader(String... columns) {
        List<String> names = Stream.of(columns)
                .map(column -> column.replace("\"", "").replace("\uFEFF", "").strip())
                .toList();
        names.stream()
                .filter(name -> !COLUMNS.contains(name) && !name.startsWith(ATTRIBUTE))
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandFailedException("the CSV has an unknown column '" + name + "'; allowed are "
                            + COLUMNS.stream().sorted().toList() + " and attributes/<path>.");
                });
        NEEDED.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw new CommandFailedException("the CSV has no column '" + name + "'; it needs at least " + NEEDED + ".");
        });
    }

    private static Wanted wanted(int line, Map<String, String> cells) {
        String problem = NEEDED.stream()
                .filter(column -> cell(cells, column).isEmpty())
                .findFirst()
                .map(column -> "the cell '" + column + "' is empty")
                .orElse("");
        ObjectNode attributes = Json.MAPPER.createObjectNode();
        String whole = cell(cells, "attributes");
        if (!whole.isEmpty()) {
            if (Json.value(whole) instanceof ObjectNode object) {
                attributes.setAll(object);
            } else {
                problem = "the cell 'attributes' must be a JSON object";
            }
        }
        cells.forEach((column, value) -> {
            if (column.startsWith(ATTRIBUTE) && value != null && !value.isEmpty()) {
                Json.put(attributes, column.substring(ATTRIBUTE.length()), value);
            }
        });
        Provisioning.Request request = new Provisioning.Request(
                cell(cells, "tenant"),
                cell(cells, "deviceId"),
                cell(cells, "template"),
                cell(cells, "auth-id"),
                cell(cells, "password"),
                attributes.isEmpty() ? "" : attributes.toString(),
                Stream.of(cell(cells, "via").split("\\s+"))
                        .filter(gateway -> !gateway.isEmpty())
                        .toList());
        return new Wanted(line, request, problem);
    }

    private static String cell(Map<String, String> cells, String column) {
        String value = cells.get(column);
        return value == null ? "" : value;
    }
}
