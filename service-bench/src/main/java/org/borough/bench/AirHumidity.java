// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.borough.air.calibration.Equation;
import org.borough.air.calibration.Recipe;
import org.borough.air.calibration.Sample;
import org.borough.air.calibration.Term;
import org.borough.learning.RidgeFit;
import org.borough.learning.Skill;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Corrects a citizen's dust sensor by a station and by humidity, and says which correction is worth it. */
@Command(
        name = "air-humidity",
        description = {
            "PM2.5 of a citizen's sensor, corrected in the first part of the hours beside a station and tested in the rest",
            "(layouts: Sensor.Community's archive; Scottish Air Quality)."
        },
        mixinStandardHelpOptions = true)
final class AirHumidity implements Runnable {

    private static final String DUST = AberdeenFiles.DUST;
    private static final String HUMIDITY = AberdeenFiles.HUMIDITY;
    private static final double PENALTY = 1;
    /** How much water dust takes up (Petters and Kreidenweis 2007), as usual for cities. */
    private static final double KAPPA = 0.4;

    private static final double DRIEST_GUESS = 0.95;
    private static final double PERCENT = 100;

    @Option(names = "--sensor", required = true, description = "readings of the dust sensor")
    private Path sensor;

    @Option(names = "--humidity", required = true, description = "readings of the humidity sensor beside it")
    private Path humidity;

    @Option(names = "--reference", required = true, description = "hours of the station")
    private Path reference;

    @Option(names = "--train-share", defaultValue = "0.6", description = "share of the hours to fit in (0.6)")
    private double share;

    @Mixin
    private Report report;

    @Override
    public void run() {
        AberdeenFiles files = AberdeenFiles.read(sensor, humidity, reference);
        int cut = (int) Math.round(files.samples().size() * share);
        if (cut < 2 || cut > files.samples().size() - 2) {
            throw new OddFile(
                    sensor,
                    files.samples().size() + " hours are shared with the others; --train-share " + share
                            + " leaves nothing to fit or to test in");
        }
        List<Sample> past = files.samples().subList(0, cut);
        List<Sample> future = files.samples().subList(cut, files.samples().size());
        Map<String, Double> errors = new LinkedHashMap<>();
        double mean = past.stream().mapToDouble(Sample::reference).average().orElseThrow();
        errors.put("mean", error(future, sample -> mean));
        errors.put("raw", error(future, sample -> sample.observation().signal(DUST)));
        errors.put("line", fitted(past, future, Term.of(DUST)));
        errors.put("lineAndHumidity", fitted(past, future, Term.of(DUST), Term.of(HUMIDITY)));
        errors.put("dryGrowthThenLine", fitted(past, future, dried()));
        String best = errors.entrySet().stream()
                .min(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .orElseThrow()
                .getKey();
        report.print(new Figures(future.size(), files.saturated() * PERCENT, errors, best));
    }

    /** The dust as it would weigh dry, by its growth in damp air (kappa-Koehler). */
    private static Term dried() {
        return new Term("dry PM2.5", observation -> {
            double water = Math.min(DRIEST_GUESS, observation.signal(HUMIDITY) / PERCENT);
            return observation.signal(DUST) / (1 + KAPPA / 1.65 * water / (1 - water));
        });
    }

    private static double fitted(List<Sample> past, List<Sample> future, Term... terms) {
        Equation equation = new Recipe("dust", List.of(terms), false, new RidgeFit(PENALTY)).equation(past);
        return error(
                future, sample -> equation.concentration(sample.observation()).orElseThrow());
    }

    private static double error(List<Sample> samples, ToDoubleFunction<Sample> estimate) {
        return Skill.of(samples.stream()
                        .map(sample -> new Skill.Pair(sample.reference(), estimate.applyAsDouble(sample)))
                        .toList())
                .rmse();
    }

    /** What is printed: errors in µg/m³. */
    record Figures(int testHours, double saturatedPercent, Map<String, Double> rmse, String best) {}
}
