// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Median;
import org.borough.air.calibration.Correction;
import org.borough.air.calibration.NetworkSensor;
import org.borough.air.calibration.Sample;
import org.borough.learning.Skill;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Calibrates each sensor of a network in the days it stood beside a reference station. */
@Command(
        name = "air-no2",
        description = {
            "Low-cost NO2 sensors calibrated in their days beside a reference station (layout: Urban AirQ).",
            "A file that is both --train and --test is tested day by day, each by the other days."
        },
        mixinStandardHelpOptions = true)
final class AirNo2 implements Runnable {

    private static final int FEWEST = 24;

    @Option(names = "--train", required = true, description = "hours to calibrate in")
    private Path train;

    @Option(names = "--test", required = true, description = "hours to test in")
    private Path test;

    @Mixin
    private Report report;

    @Override
    public void run() {
        UrbanAirqFile past = UrbanAirqFile.read(train);
        UrbanAirqFile future = UrbanAirqFile.read(test);
        Map<String, Double> errors = new TreeMap<>();
        for (String sensor : future.sensors()) {
            List<Sample> learned = past.beside(sensor);
            // A sensor that the first file does not know is calibrated in its own days beside the station.
            List<Sample> samples = learned.size() < FEWEST ? future.beside(sensor) : learned;
            List<Sample> tested = future.tested(sensor);
            if (samples.size() >= FEWEST && !tested.isEmpty()) {
                skill(sensor, samples, tested).ifPresent(skill -> errors.put(sensor, skill.rmse()));
            }
        }
        if (errors.isEmpty()) {
            throw new OddFile(
                    train,
                    "none of the sensors of " + test + " (" + String.join(", ", future.sensors()) + ") has " + FEWEST
                            + " hours beside the station, in its days there, with a value of both");
        }
        report.print(new Figures(median(errors), errors));
    }

    private static Optional<Skill> skill(String sensor, List<Sample> samples, List<Sample> tested) {
        List<Skill.Pair> pairs = tested.stream()
                .collect(Collectors.groupingBy(
                        sample -> sample.observation().at().toLocalDate()))
                .entrySet()
                .stream()
                .flatMap(day -> {
                    List<Sample> others = samples.stream()
                            .filter(sample ->
                                    !sample.observation().at().toLocalDate().equals(day.getKey()))
                            .toList();
                    if (others.isEmpty()) {
                        return Stream.empty();
                    }
                    Correction correction = new NetworkSensor(sensor, UrbanAirqFile.OTHERS)
                            .recipe()
                            .equation(others);
                    return day.getValue().stream().flatMap(sample -> pair(correction, sample));
                })
                .toList();
        return pairs.isEmpty() ? Optional.empty() : Optional.of(Skill.of(pairs));
    }

    private static Stream<Skill.Pair> pair(Correction correction, Sample sample) {
        OptionalDouble estimate = correction.concentration(sample.observation());
        return estimate.stream().mapToObj(value -> new Skill.Pair(sample.reference(), value));
    }

    private static double median(Map<String, Double> errors) {
        return Median.withDefaults()
                .evaluate(errors.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }

    /** What is printed, µg/m³. */
    record Figures(double medianRmse, Map<String, Double> perSensor) {}
}
