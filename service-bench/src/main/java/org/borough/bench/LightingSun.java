// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.apache.commons.statistics.descriptive.Median;
import org.borough.lighting.sun.Sun;
import org.borough.twin.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares the sun by which lamps are switched with a published table. */
@Command(
        name = "lighting-sun",
        description = {
            "The sun that switches the lamps, beside a table of rise, set and the three twilights.",
            "Each time of the table is compared with the event of its kind on the day, the day before and the day after,",
            "and the nearest time of day counts: a table that dates its events by solar day is not a wrong sun.",
            "Days without an event (99:99) are left out."
        },
        mixinStandardHelpOptions = true)
final class LightingSun implements Runnable {

    private static final double DAY_MINUTES = 1440;

    @Option(names = "--table", required = true, description = "date, four times of rise, four of set a line")
    private Path table;

    @Option(names = "--latitude", required = true, description = "degrees north")
    private double latitude;

    @Option(names = "--longitude", required = true, description = "degrees east")
    private double longitude;

    @Option(names = "--zone", required = true, description = "zone of the table's times, such as Europe/Berlin")
    private ZoneId zone;

    @Mixin
    private Report report;

    @Override
    public void run() {
        SunTable times = SunTable.read(table);
        Map<SunTable.Column, List<Double>> errors = new HashMap<>();
        Sun sun = new Sun(new Place(latitude, longitude), zone);
        for (SunTable.Row row : times.rows()) {
            row.times().forEach((column, time) -> error(
                            sun, column, row.day().atTime(time).atZone(zone))
                    .ifPresent(minutes -> errors.computeIfAbsent(column, key -> new ArrayList<>())
                            .add(minutes)));
        }
        double[] all = errors.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (all.length == 0) {
            throw new IllegalArgumentException("At this place the sun has none of the events of " + table + ".");
        }
        explain(errors);
        report.print(
                new Figures(times.rows().size(), Median.withDefaults().evaluate(all.clone()), all[all.length - 1]));
    }

    private static OptionalDouble error(Sun sun, SunTable.Column column, ZonedDateTime told) {
        LocalDate day = told.toLocalDate();
        return LongStream.rangeClosed(-1, 1)
                .mapToObj(shift -> event(sun, column, day.plusDays(shift)))
                .flatMap(Optional::stream)
                .mapToDouble(event -> minutes(event.toInstant(), told.toInstant()) % DAY_MINUTES)
                .map(minutes -> Math.min(minutes, DAY_MINUTES - minutes))
                .min();
    }

    private static Optional<ZonedDateTime> event(Sun sun, SunTable.Column column, LocalDate day) {
        return column.rise() ? sun.rise(day, column.twilight()) : sun.set(day, column.twilight());
    }

    private static double minutes(Instant one, Instant other) {
        return Duration.between(one, other).abs().toMillis() / 60_000.0;
    }

    private void explain(Map<SunTable.Column, List<Double>> errors) {
        SunTable.COLUMNS.stream().filter(errors::containsKey).forEach(column -> {
            double[] minutes = errors.get(column).stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            report.explain("%-18s %3d days, median %.2f min, at most %.2f min"
                    .formatted(
                            column,
                            minutes.length,
                            Median.withDefaults().evaluate(minutes.clone()),
                            minutes[minutes.length - 1]));
        });
    }

    /** What is printed. */
    record Figures(int days, double medianErrorMinutes, double maxErrorMinutes) {}
}
