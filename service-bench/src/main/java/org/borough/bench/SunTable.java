// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.borough.lighting.sun.Twilight;

/** Rise, set and twilights of each day of a year: date, four times from dark to light, four from light to dark. */
record SunTable(List<Row> rows) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M/d/uuuu");
    private static final String NEVER = "99:99";

    /** The order in which a line gives its times. */
    static final List<Column> COLUMNS = Stream.of(true, false)
            .flatMap(rise -> Stream.of(0, 1, 2, 3).map(i -> new Column(rise, Twilight.values()[rise ? 3 - i : i])))
            .toList();

    /** One kind of event. */
    record Column(boolean rise, Twilight twilight) {

        @Override
        public String toString() {
            return twilight.name().toLowerCase(Locale.ROOT) + (rise ? " rise" : " set");
        }
    }

    /** One day, without the events that it does not have. */
    record Row(LocalDate day, Map<Column, LocalTime> times) {}

    static SunTable read(Path file) {
        return new SunTable(
                Table.lines(file).stream().map(line -> row(file, line)).toList());
    }

    private static Row row(Path file, CSVRecord line) {
        if (line.size() != COLUMNS.size() + 1) {
            throw new IllegalArgumentException(
                    file + ", line " + line.getRecordNumber() + ": a date and eight times are expected.");
        }
        try {
            Map<Column, LocalTime> times = new LinkedHashMap<>();
            for (int i = 0; i < COLUMNS.size(); i++) {
                String time = line.get(i + 1);
                if (!time.isEmpty() && !NEVER.equals(time)) {
                    times.put(COLUMNS.get(i), LocalTime.parse(time));
                }
            }
            return new Row(LocalDate.parse(line.get(0), DAY), times);
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException(
                    file + ", line " + line.getRecordNumber() + ": " + wrong.getMessage(), wrong);
        }
    }
}
