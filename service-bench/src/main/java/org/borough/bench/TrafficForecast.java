// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.borough.traffic.forecast.NetworkForecast;
import org.borough.traffic.forecast.Shape;
import org.borough.traffic.forecast.Windows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forecasts the speeds of a road network for the next hour, learned before and tested after. */
@Command(
        name = "traffic-forecast",
        description = "Speeds of a road network in 15 to 60 minutes (layout: Los-loop of T-GCN, 12 steps in).",
        mixinStandardHelpOptions = true)
final class TrafficForecast implements Runnable {

    private static final int MINUTES = 5;
    private static final int STEPS = 3;

    @Option(names = "--train", required = true, description = "speeds to learn from")
    private Path train;

    @Option(names = "--test", required = true, description = "speeds to forecast")
    private Path test;

    @Option(
            names = "--adjacency",
            required = true,
            description = "which sensors are near each other, a square of numbers")
    private Path adjacency;

    @Mixin
    private Report report;

    /** How far off the forecasts were, over all steps up to the horizon. */
    record Horizon(int minutes, double rmse, double mae) {}

    /** What is printed. */
    record Figures(List<Horizon> horizons) {}

    @Override
    public void run() {
        SpeedFile past = SpeedFile.read(train);
        SpeedFile future = SpeedFile.read(test);
        future.needSensorsOf(past);
        needSquare(past.sensors().size());
        Windows windows = new Windows(future.rows(), Shape.HOUR);
        if (windows.count() == 0) {
            throw new OddFile(test, "it has fewer than 24 rows: there is nothing to forecast");
        }
        NetworkForecast forecast = NetworkForecast.learned(past.rows(), Shape.HOUR);
        Sums learned = new Sums();
        Sums last = new Sums();
        for (int window = 0; window < windows.count(); window++) {
            double[][] known = windows.past(window);
            learned.add(future, window, forecast.after(known));
            last.add(future, window, still(known));
        }
        report.explain("As it is now: " + last.figures());
        report.print(new Figures(learned.figures()));
    }

    // The neighbours are learned from the speeds themselves: the adjacency brought nothing more on Los-loop.
    private void needSquare(int sensors) {
        List<CSVRecord> rows;
        try {
            rows = Table.lines(adjacency);
        } catch (IllegalArgumentException | UncheckedIOException odd) {
            throw new OddFile(adjacency + " cannot be read: " + odd.getMessage(), odd);
        }
        if (rows.size() != sensors || rows.stream().anyMatch(row -> row.size() != sensors)) {
            throw new OddFile(
                    adjacency,
                    "it must be " + sensors + " rows of " + sensors + " numbers, as " + train + " has sensors; it has "
                            + rows.size() + " rows, the first of " + rows.get(0).size());
        }
        for (int row = 0; row < sensors; row++) {
            for (int column = 0; column < sensors; column++) {
                Cells.number(
                        adjacency,
                        String.valueOf(column + 1),
                        row + 1L,
                        rows.get(row).get(column),
                        0,
                        1e9);
            }
        }
    }

    private static double[][] still(double[][] known) {
        double[] now = known[known.length - 1];
        return IntStream.range(0, now.length)
                .mapToObj(sensor -> IntStream.range(0, Shape.HOUR.ahead())
                        .mapToDouble(step -> now[sensor])
                        .toArray())
                .toArray(double[][]::new);
    }

    /** Errors added up, step by step. */
    private static final class Sums {

        private final double[] squares = new double[Shape.HOUR.ahead()];
        private final double[] sizes = new double[Shape.HOUR.ahead()];
        private final long[] counts = new long[Shape.HOUR.ahead()];

        void add(SpeedFile truth, int window, double[][] said) {
            for (int sensor = 0; sensor < said.length; sensor++) {
                for (int step = 0; step < squares.length; step++) {
                    int row = window + Shape.HOUR.past() + step;
                    if (!truth.isMissing(row, sensor)) {
                        double error = said[sensor][step] - truth.rows()[row][sensor];
                        squares[step] += error * error;
                        sizes[step] += Math.abs(error);
                        counts[step]++;
                    }
                }
            }
        }

        List<Horizon> figures() {
            List<Horizon> horizons = new ArrayList<>();
            for (int steps = STEPS; steps <= squares.length; steps += STEPS) {
                double square = 0;
                double size = 0;
                long count = 0;
                for (int step = 0; step < steps; step++) {
                    square += squares[step];
                    size += sizes[step];
                    count += counts[step];
                }
                horizons.add(new Horizon(steps * MINUTES, Math.sqrt(square / count), size / count));
            }
            return horizons;
        }
    }
}
