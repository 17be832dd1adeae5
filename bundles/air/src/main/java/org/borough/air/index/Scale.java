// SPDX-License-Identifier: EPL-2.0
package org.borough.air.index;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one pollutant's concentrations mean in one table.
 *
 * @param averaging over which hours
 * @param unit {@code ug/m3}, {@code mg/m3}, {@code ppb} or {@code ppm}
 * @param decimals to how many decimals concentrations are truncated first; -1 when they are taken as they are
 * @param segments the table's lines, upwards, without gaps once truncated
 * @param end what comes beyond the last line
 */
public record Scale(Averaging averaging, String unit, int decimals, List<Segment> segments, End end) {

    private static final int PER_THOUSAND = 1000;
    /** What is lost in converting units must not tip a value that stands exactly on a boundary. */
    private static final int NOISE = 9;

    /** What a scale says of concentrations beyond its last line. */
    public enum End {
        /** The last line goes on. */
        EXTRAPOLATED,
        /** The highest index stands: another averaging time speaks there. */
        HELD
    }

    /** Keeps its own copy. */
    public Scale {
        segments = List.copyOf(segments);
    }

    /** A concentration of a thing, brought to the unit of this scale. */
    double converted(Pollutant pollutant, double concentration, double celsius) {
        double parts = pollutant.isGas() ? concentration / pollutant.massPerPart(celsius) : Double.NaN;
        boolean carbon = pollutant == Pollutant.CO;
        return switch (unit) {
            case "ppb" -> carbon ? parts * PER_THOUSAND : parts;
            case "ppm" -> carbon ? parts : parts / PER_THOUSAND;
            default -> concentration;
        };
    }

    /** The concentration as the table takes it. */
    public double truncated(double concentration) {
        if (decimals < 0) {
            return concentration;
        }
        return BigDecimal.valueOf(concentration)
                .setScale(NOISE, RoundingMode.HALF_EVEN)
                .setScale(decimals, RoundingMode.DOWN)
                .doubleValue();
    }

    /**
     * The index.
     *
     * @param concentration in the unit of this scale
     * @return empty below the first line
     */
    public OptionalDouble index(double concentration) {
        double exact = truncated(concentration);
        if (exact < segments.get(0).low()) {
            return OptionalDouble.empty();
        }
        for (Segment segment : segments) {
            if (exact <= segment.high()) {
                return OptionalDouble.of(segment.at(exact));
            }
        }
        Segment last = segments.get(segments.size() - 1);
        return OptionalDouble.of(end == End.EXTRAPOLATED ? last.at(exact) : last.indexHigh());
    }
}
