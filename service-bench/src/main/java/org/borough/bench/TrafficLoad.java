// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.time.Duration;
import org.borough.bench.load.LargeRoads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many data points the traffic service takes while it forecasts. */
@Command(
        name = "traffic-load",
        description = {
            "The traffic service by itself with very many segments, in this process: points taken while it judges a",
            "remembered week, learns and forecasts, and memory. Each segment's counter says speed and flow every 15 s of a",
            "time that passes as fast as the points need. Twins are kept in memory, without policies and disk."
        },
        mixinStandardHelpOptions = true)
final class TrafficLoad implements Runnable {

    @Option(names = "--segments", defaultValue = "1000", description = "how many, 1 to 20000 (${DEFAULT-VALUE})")
    private int segments;

    @Option(
            names = "--points-an-hour",
            defaultValue = "12000000",
            description = "how many are fed, 1000 to 1000000000 (${DEFAULT-VALUE})")
    private double pointsPerHour;

    @Option(names = "--seconds", defaultValue = "60", description = "for how long (${DEFAULT-VALUE})")
    private int seconds;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (segments < 1 || segments > 20_000 || seconds < 1 || seconds > 3600) {
            throw new ParameterException(
                    spec.commandLine(), "--segments must be from 1 to 20000, --seconds from 1 to 3600.");
        }
        if (!(pointsPerHour >= 1000 && pointsPerHour <= 1e9)) {
            throw new ParameterException(spec.commandLine(), "--points-an-hour must be from 1000 to 1000000000.");
        }
        try (LargeRoads roads = new LargeRoads(segments)) {
            report.print(roads.measure(pointsPerHour, Duration.ofSeconds(seconds)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
