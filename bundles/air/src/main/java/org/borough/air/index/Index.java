// SPDX-License-Identifier: EPL-2.0
package org.borough.air.index;

import java.util.List;
import java.util.Optional;

/**
 * The index of a place: as bad as its worst pollutant.
 *
 * @param table by which table
 * @param parts what each measured pollutant says, the worst first
 * @param missing pollutants of the table that were not measured, or in too few hours
 */
public record Index(IndexTable table, List<Part> parts, List<Pollutant> missing) {

    /**
     * What one pollutant says.
     *
     * @param value its index
     * @param concentration what was averaged, in the unit of the pollutant
     * @param averaging over which hours
     */
    public record Part(Pollutant pollutant, double value, double concentration, Averaging averaging) {

        /** The index as it is told: a whole number. */
        public long rounded() {
            return Math.round(value);
        }
    }

    /** Keeps its own copies. */
    public Index {
        parts = List.copyOf(parts);
        missing = List.copyOf(missing);
    }

    /** The pollutant that decides; empty when nothing was measured. */
    public Optional<Part> worst() {
        return parts.stream().findFirst();
    }

    /** The name of its range, {@code unknown} when nothing was measured. */
    public String level() {
        return worst().map(part -> table.level(part.value())).orElse("unknown");
    }
}
