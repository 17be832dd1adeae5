// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/**
 * Hourly counts of pedestrians by sensor, in the layouts of Melbourne's counting system.
 *
 * @param sensors the counts of each sensor by local hour
 * @param skipped rows without a date, an hour from 0 to 23 or a count from 0 on, and second counts of the same hour
 */
record PedestrianFile(Map<String, TreeMap<LocalDateTime, Integer>> sensors, int skipped) {

    private static final int MOST = 1_000_000;

    static PedestrianFile read(Path file) {
        Table table = Table.read(file, "date_local", "hour_local", "count");
        String sensor = List.of("sensor_name", "sensor", "sensor_id").stream()
                .filter(table.columns()::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        file + " does not have the expected layout: no column sensor or sensor_name."));
        Map<String, TreeMap<LocalDateTime, Integer>> sensors = new TreeMap<>();
        int skipped = 0;
        for (CSVRecord row : table.rows()) {
            TreeMap<LocalDateTime, Integer> counts = sensors.computeIfAbsent(row.get(sensor), name -> new TreeMap<>());
            skipped += put(counts, row) ? 0 : 1;
        }
        sensors.values().removeIf(TreeMap::isEmpty);
        if (sensors.isEmpty()) {
            throw new IllegalArgumentException(file + " has no hour with a count.");
        }
        return new PedestrianFile(sensors, skipped);
    }

    private static boolean put(Map<LocalDateTime, Integer> counts, CSVRecord row) {
        try {
            LocalDateTime hour =
                    LocalDate.parse(row.get("date_local")).atTime(Integer.parseInt(row.get("hour_local")), 0);
            int count = Integer.parseInt(row.get("count"));
            return count >= 0 && count <= MOST && Objects.isNull(counts.putIfAbsent(hour, count));
        } catch (DateTimeException | NumberFormatException wrong) {
            return false;
        }
    }

    /** How many hours at least one sensor counted. */
    int hours() {
        return (int) sensors.values().stream()
                .flatMap(counts -> counts.keySet().stream())
                .distinct()
                .count();
    }
}
