// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Reads cells of tables and says which one cannot be read. */
final class Cells {

    private Cells() {}

    /** A table with these columns. */
    static Table table(Path file, String... needed) {
        try {
            return Table.read(file, needed);
        } catch (IllegalArgumentException | UncheckedIOException | IllegalStateException odd) {
            throw new OddFile(file + " cannot be read: " + odd.getMessage(), odd);
        }
    }

    /** A number in a range; 0 for an empty cell. */
    static double number(Path file, String column, long row, String text, double least, double most) {
        if (text.isEmpty() || "NaN".equalsIgnoreCase(text)) {
            return 0;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new OddFile(words(file, column, row, text, least, most), e);
        }
        throw new OddFile(words(file, column, row, text, least, most), null);
    }

    private static String words(Path file, String column, long row, String text, double least, double most) {
        return file + ": column " + column + ", row " + row + " is '" + text + "'; it must be a number from " + least
                + " to " + most + ".";
    }
}
