// SPDX-License-Identifier: EPL-2.0
package org.borough.air.index;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * One version of an index.
 *
 * @param id its name and version: {@code european-2024}
 * @param index the index that it is a version of: {@code european}
 * @param title as people write it
 * @param from the first day it is used
 * @param until the last day it is used; {@link LocalDate#MAX} when it still is
 * @param source where it is written
 * @param levels from the best on
 * @param scales what each pollutant means; several where several averaging times count
 */
public record IndexTable(
        String id,
        String index,
        String title,
        LocalDate from,
        LocalDate until,
        String source,
        List<Level> levels,
        Map<Pollutant, List<Scale>> scales) {

    /**
     * A range of the index with a name.
     *
     * @param upTo the greatest index in it
     */
    public record Level(String name, double upTo) {}

    /** Keeps its own copies. */
    public IndexTable {
        levels = List.copyOf(levels);
        scales = Map.copyOf(scales);
    }

    /** Whether it is used on a day. */
    public boolean holds(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }

    /**
     * The index of a place.
     *
     * @param hours hourly means by pollutant, latest first, NaN where missing
     * @param celsius the temperature that concentrations of gases are referred to
     */
    public Index of(Map<Pollutant, double[]> hours, double celsius) {
        List<Index.Part> parts = new ArrayList<>();
        Set<Pollutant> missing = new TreeSet<>(scales.keySet());
        new EnumMap<>(scales).forEach((pollutant, alternatives) -> {
            double[] known = hours.getOrDefault(pollutant, new double[0]);
            alternatives.stream()
                    .flatMap(scale -> part(pollutant, scale, known, celsius).stream())
                    .max(Comparator.comparingDouble(Index.Part::value))
                    .ifPresent(part -> {
                        parts.add(part);
                        missing.remove(pollutant);
                    });
        });
        parts.sort(Comparator.comparingDouble(Index.Part::value).reversed());
        return new Index(this, parts, List.copyOf(missing));
    }

    private static List<Index.Part> part(Pollutant pollutant, Scale scale, double[] hours, double celsius) {
        OptionalDouble mean = scale.averaging().of(hours);
        if (mean.isEmpty()) {
            return List.of();
        }
        // A zero point that drifted a little below zero is clean air.
        double concentration = Math.max(0, mean.getAsDouble());
        OptionalDouble value = scale.index(scale.converted(pollutant, concentration, celsius));
        return value.isEmpty()
                ? List.of()
                : List.of(new Index.Part(pollutant, value.getAsDouble(), concentration, scale.averaging()));
    }

    /** The name of an index's range. */
    public String level(double value) {
        return levels.stream()
                .filter(level -> Math.round(value) <= level.upTo())
                .findFirst()
                .orElse(levels.get(levels.size() - 1))
                .name();
    }
}
