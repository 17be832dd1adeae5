// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.borough.air.calibration.Committee;
import org.borough.air.calibration.Correction;
import org.borough.air.calibration.MetalOxideArray;
import org.borough.air.calibration.Sample;
import org.borough.learning.Skill;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Calibrates the gas sensors of the UCI air quality data in one stretch of time and tests them in another. */
@Command(
        name = "air-calibration",
        description = "Gas sensors calibrated beside a reference station, tested later (layout: UCI air quality).",
        mixinStandardHelpOptions = true)
final class AirCalibration implements Runnable {

    private static final MetalOxideArray ARRAY = new MetalOxideArray(
            UciFile.SENSORS, "PT08.S4(NO2)", "PT08.S3(NOx)", UciFile.TEMPERATURE, UciFile.ABSOLUTE_HUMIDITY);

    private static final int FEWEST = 24;

    @Option(names = "--train", required = true, description = "hours to calibrate in")
    private Path train;

    @Option(names = "--test", required = true, description = "hours to test in")
    private Path test;

    @Mixin
    private Report report;

    @Override
    public void run() {
        UciFile past = UciFile.read(train);
        UciFile future = UciFile.read(test);
        Map<String, SkillFigures> figures = new LinkedHashMap<>();
        UciFile.GASES.forEach((name, column) -> figures.put(name, skill(past, future, column)));
        report.print(figures);
    }

    private static List<Sample> needed(Path file, String gas, List<Sample> samples) {
        if (samples.size() < FEWEST) {
            throw new OddFile(
                    file, "column " + gas + " has a value in " + samples.size() + " hours; " + FEWEST + " are needed");
        }
        return samples;
    }

    private SkillFigures skill(UciFile past, UciFile future, String gas) {
        List<Sample> samples = needed(train, gas, past.samples(gas));
        LocalDateTime installed = samples.stream()
                .map(sample -> sample.observation().at())
                .min(LocalDateTime::compareTo)
                .orElseThrow();
        Correction correction = Committee.fitted(ARRAY.recipes(installed), samples);
        report.explain(gas + " = " + correction.text());
        List<Skill.Pair> pairs = needed(test, gas, future.samples(gas)).stream()
                .flatMap(sample -> {
                    OptionalDouble estimate = correction.concentration(sample.observation());
                    return estimate.stream().mapToObj(value -> new Skill.Pair(sample.reference(), value));
                })
                .toList();
        if (pairs.isEmpty()) {
            throw new OddFile(test, "no hour with " + gas + " has a value of the sensors " + UciFile.SENSORS);
        }
        return SkillFigures.of(Skill.of(pairs));
    }
}
