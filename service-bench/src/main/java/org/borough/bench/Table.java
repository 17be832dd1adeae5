// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A file of comma-separated values with a header line, packed with gzip or not.
 *
 * @param file where it was read
 * @param columns the names in its header, in order
 * @param rows its rows that are not empty
 */
record Table(Path file, List<String> columns, List<CSVRecord> rows) {

    private static final int GZIP = 0x1f8b;
    /** A byte order mark, and one that was taken for text and encoded again. */
    private static final List<String> MARKS = List.of("\uFEFF", "\u00EF\u00BB\u00BF");

    /** Reads a file with commas that must have these columns. */
    static Table read(Path file, String... needed) {
        return read(file, ',', needed);
    }

    /** Reads a file that must have these columns. */
    static Table read(Path file, char delimiter, String... needed) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreSurroundingSpaces(true)
                .setTrim(true)
                .get();
        try (Reader reader = open(file);
                CSVParser parser = format.parse(reader)) {
            List<CSVRecord> rows = parser.getRecords().stream()
                    .filter(row -> !row.get(0).isEmpty())
                    .toList();
            Table table = new Table(file, parser.getHeaderNames(), rows);
            table.need(List.of(needed));
            return table;
        } catch (NoSuchFileException none) {
            throw new OddFile("There is no file " + file + ".", none);
        } catch (IOException failure) {
            throw new OddFile("Cannot read " + file + ": " + failure.getMessage(), failure);
        } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException odd) {
            throw new OddFile("Cannot read " + file + " as a table: " + odd.getMessage(), odd);
        }
    }

    /** Reads the lines of a file that has no header. */
    static List<CSVRecord> lines(Path file) {
        try (Reader reader = open(file);
                CSVParser parser =
                        CSVFormat.DEFAULT.builder().setTrim(true).get().parse(reader)) {
            List<CSVRecord> rows = parser.getRecords();
            if (rows.isEmpty()) {
                throw new IllegalArgumentException(file + " is empty.");
            }
            return rows;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    private void need(List<String> needed) {
        List<String> missing =
                needed.stream().filter(Predicate.not(columns::contains)).toList();
        if (!missing.isEmpty() || rows.isEmpty()) {
            throw new OddFile(
                    file,
                    "does not have the expected layout: "
                            + (missing.isEmpty()
                                    ? "no rows"
                                    : "no column " + String.join(", ", missing) + "; its columns are "
                                            + String.join(", ", columns)));
        }
    }

    /** Puts the number of a column under its name, unless it is missing. */
    void put(Map<String, Double> numbers, String name, CSVRecord row, Predicate<Double> present) {
        OptionalDouble number = number(row, name);
        if (number.isPresent() && present.test(number.getAsDouble())) {
            numbers.put(name, number.getAsDouble());
        }
    }

    /** The number of a column; empty where the cell is missing, empty, NA or NaN. */
    OptionalDouble number(CSVRecord row, String name) {
        String text = row.isSet(name) ? row.get(name) : "";
        if (text.isEmpty() || "NA".equalsIgnoreCase(text) || "NaN".equalsIgnoreCase(text)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(parsed(row, name, "a number, empty or NA", Double::parseDouble));
    }

    /** What a column says, read in some way; a cell that cannot be read so is named. */
    <T> T parsed(CSVRecord row, String name, String expected, Function<String, T> way) {
        String text = row.isSet(name) ? row.get(name) : "";
        try {
            return way.apply(text);
        } catch (NumberFormatException | DateTimeException odd) {
            String where = file + ", line " + (row.getRecordNumber() + 1) + ": column " + name;
            throw new OddFile(where + " is '" + text + "'; it must be " + expected + ".", odd);
        }
    }

    private static Reader open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(2);
        int magic = bytes.read() << 8 | bytes.read();
        bytes.reset();
        InputStream plain = magic == GZIP ? new GZIPInputStream(bytes) : bytes;
        BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
        MARKS.forEach(mark -> skip(reader, mark));
        return reader;
    }

    private static void skip(Reader reader, String mark) {
        try {
            reader.mark(mark.length());
            char[] start = new char[mark.length()];
            int read = reader.read(start);
            if (read != mark.length() || !mark.contentEquals(CharBuffer.wrap(start))) {
                reader.reset();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
