// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;
import org.borough.waste.forecast.Fill;

/** Daily levels of bins in the layout of the Wyndham smart bins: serialNumber, timestamp, latestFullness (0 to 10). */
final class WyndhamFile {

    private static final int DATE = 10;

    private WyndhamFile() {}

    /** The days of each bin; of several levels on one day the last one stands, rows without a level are left out. */
    static SortedMap<String, SortedMap<LocalDate, Fill>> read(Path file) {
        SortedMap<String, SortedMap<LocalDate, Fill>> bins = new TreeMap<>();
        for (CSVRecord row :
                Table.read(file, "serialNumber", "timestamp", "latestFullness").rows()) {
            if (!row.get("latestFullness").isEmpty()) {
                Fill fill = fill(file, row);
                bins.computeIfAbsent(row.get("serialNumber"), bin -> new TreeMap<>())
                        .put(fill.day(), fill);
            }
        }
        return bins;
    }

    private static Fill fill(Path file, CSVRecord row) {
        String day = row.get("timestamp");
        try {
            return new Fill(
                    LocalDate.parse(day.substring(0, Math.min(DATE, day.length()))),
                    Double.parseDouble(row.get("latestFullness")));
        } catch (DateTimeParseException | IllegalArgumentException failure) {
            throw new IllegalArgumentException(
                    file + ", line " + (row.getRecordNumber() + 1) + ": " + failure.getMessage(), failure);
        }
    }
}
