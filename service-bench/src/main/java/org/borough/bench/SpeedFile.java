// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * Speeds of road sensors in the layout of Los-loop: one column a sensor, one row each five minutes. A cell that is empty or
 * 0 was not measured.
 *
 * @param sensors the names in the header
 * @param rows with the last speed in place of what was not measured
 * @param missing one bit for each cell, row by row, that was not measured
 */
record SpeedFile(Path file, List<String> sensors, double[][] rows, BitSet missing) {

    private static final int MOST = 400;

    static SpeedFile read(Path file) {
        Table table = Cells.table(file);
        int width = table.columns().size();
        double[][] rows = new double[table.rows().size()][width];
        BitSet missing = new BitSet();
        for (int row = 0; row < rows.length; row++) {
            CSVRecord record = table.rows().get(row);
            if (record.size() != width) {
                throw new OddFile(file, "row " + (row + 2) + " has " + record.size() + " columns instead of " + width);
            }
            for (int column = 0; column < width; column++) {
                rows[row][column] =
                        Cells.number(file, table.columns().get(column), row + 2, record.get(column), 0, MOST);
                missing.set(row * width + column, rows[row][column] == 0);
            }
        }
        fill(file, table.columns(), rows);
        return new SpeedFile(file, table.columns(), rows, missing);
    }

    private static void fill(Path file, List<String> names, double[][] rows) {
        for (int column = 0; column < names.size(); column++) {
            int at = column;
            double last = Arrays.stream(rows)
                    .mapToDouble(row -> row[at])
                    .filter(value -> value > 0)
                    .findFirst()
                    .orElseThrow(() -> new OddFile(file, "column " + names.get(at) + " has no speed at all"));
            for (double[] row : rows) {
                last = row[column] > 0 ? row[column] : last;
                row[column] = last;
            }
        }
    }

    boolean isMissing(int row, int sensor) {
        return missing.get(row * sensors.size() + sensor);
    }

    void needSensorsOf(SpeedFile train) {
        if (!sensors.equals(train.sensors())) {
            throw new OddFile(
                    file,
                    "its columns are not those of " + train.file() + ": " + sensors.size() + " sensors instead of "
                            + train.sensors().size() + ", or others");
        }
    }

    double[] column(int sensor) {
        return Arrays.stream(rows).mapToDouble(row -> row[sensor]).toArray();
    }
}
