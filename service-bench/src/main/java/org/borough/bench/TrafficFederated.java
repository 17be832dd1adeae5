// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.borough.learning.LinearMap;
import org.borough.traffic.federated.Lesson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Districts learn one forecast together without showing what their sensors measured. */
@Command(
        name = "traffic-federated",
        description = "Districts learn together from sums that nobody sees alone (layout: Los-loop).",
        mixinStandardHelpOptions = true)
final class TrafficFederated implements Runnable {

    private static final int STEPS = 12;

    @Option(names = "--train", required = true, description = "speeds to learn from")
    private Path train;

    @Option(names = "--test", required = true, description = "speeds to forecast")
    private Path test;

    @Option(names = "--optIn", required = true, description = "the share of sensors whose owners take part, 0 to 1")
    private double optIn;

    @Option(names = "--districts", defaultValue = "8", description = "how many districts, 2 to 64; default 8")
    private int districts;

    @Option(
            names = "--noise",
            defaultValue = "0",
            description = "normal noise that each district adds to each sum, in samples of one deviation; default 0")
    private double noise;

    @Mixin
    private Report report;

    /** What is printed. */
    record Figures(double centralRmse, double federatedRmse, double computeOverheadPercent) {}

    @Override
    public void run() {
        SpeedFile past = SpeedFile.read(train);
        SpeedFile future = SpeedFile.read(test);
        future.needSensorsOf(past);
        check(past, future);
        Districts all = Districts.of(past, districts, 1);
        Districts willing = Districts.of(past, districts, optIn);
        Rounds rounds = new Rounds(willing, noise);
        Rounds.Learned central = new Rounds(all, 0).central();
        double centralRmse = rmse(central.lesson(), central.map(), all, future);
        Rounds.Learned together = rounds.federated();
        double federatedRmse = rmse(together.lesson(), together.map(), all, future);
        double overhead = rounds.overheadPercent();
        report.explain(willing.contributors() + " of " + past.sensors().size() + " sensors take part in "
                + willing.count() + " districts; each district sent "
                + together.lesson().numbers() + " masked numbers, no speed.");
        report.print(new Figures(centralRmse, federatedRmse, overhead));
    }

    private void check(SpeedFile past, SpeedFile future) {
        if (!(optIn > 0 && optIn <= 1) || districts < 2 || districts > 64 || !(noise >= 0)) {
            throw new OddFile(
                    "optIn is " + optIn + ", districts " + districts + ", noise " + noise
                            + "; optIn must be above 0 and at most 1, districts 2 to 64, noise 0 or more.",
                    null);
        }
        for (SpeedFile file : List.of(past, future)) {
            if (file.rows().length < 2 * STEPS) {
                throw new OddFile(file.file(), "it has fewer than 24 rows");
            }
        }
        if (past.sensors().size() < districts) {
            throw new OddFile(past.file(), "it has fewer columns than there are districts (" + districts + ")");
        }
    }

    private static double rmse(Lesson lesson, LinearMap map, Districts all, SpeedFile future) {
        double squares = 0;
        long count = 0;
        for (List<Integer> district : all.sensors()) {
            List<double[]> series = new ArrayList<>();
            district.forEach(sensor -> series.add(future.column(sensor)));
            double[] mean = Lesson.mean(series);
            for (int i = 0; i < series.size(); i++) {
                double[] own = series.get(i);
                for (int window = 0; window + 2 * STEPS <= own.length; window++) {
                    double[] said = lesson.after(
                            map,
                            Arrays.copyOfRange(own, window, window + STEPS),
                            Arrays.copyOfRange(mean, window, window + STEPS));
                    for (int step = 0; step < STEPS; step++) {
                        int row = window + STEPS + step;
                        if (!future.isMissing(row, district.get(i))) {
                            double error = said[step] - own[row];
                            squares += error * error;
                            count++;
                        }
                    }
                }
            }
        }
        return Math.sqrt(squares / count);
    }
}
