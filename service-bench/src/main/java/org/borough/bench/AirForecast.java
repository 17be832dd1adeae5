// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.borough.air.forecast.NextHour;
import org.borough.air.forecast.StationHour;
import org.borough.learning.Skill;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forecasts particulate matter for the next hour, learned at one station or time and tested at another. */
@Command(
        name = "air-forecast",
        description = "PM2.5 in one hour, beside \"as it is now\" (layout: Beijing multi-site air quality).",
        mixinStandardHelpOptions = true)
final class AirForecast implements Runnable {

    private static final Duration HOUR = Duration.ofHours(1);

    @Option(names = "--train", required = true, description = "hours to learn from")
    private Path train;

    @Option(names = "--test", required = true, description = "hours to forecast")
    private Path test;

    @Mixin
    private Report report;

    @Override
    public void run() {
        NextHour forecast = learned(PrsaFile.read(train));
        List<StationHour> hours = PrsaFile.read(test);
        List<OptionalDouble> forecasts = forecast.after(hours);
        List<Skill.Pair> learned = new ArrayList<>();
        List<Skill.Pair> persistent = new ArrayList<>();
        for (int now = 0; now + 1 < hours.size(); now++) {
            Double present = hours.get(now).pollutants().get(PrsaFile.PM25);
            Double next = hours.get(now + 1).pollutants().get(PrsaFile.PM25);
            boolean follow =
                    hours.get(now).at().plus(HOUR).equals(hours.get(now + 1).at());
            if (follow && present != null && next != null) {
                learned.add(new Skill.Pair(next, forecasts.get(now).orElse(present)));
                persistent.add(new Skill.Pair(next, present));
            }
        }
        if (learned.isEmpty()) {
            throw new OddFile(test, "column " + PrsaFile.PM25 + " has no two values an hour apart");
        }
        Skill skill = Skill.of(learned);
        report.print(new Figures(skill.mae(), skill.rmse(), Skill.of(persistent).mae()));
    }

    private NextHour learned(List<StationHour> past) {
        try {
            return NextHour.learned(past, PrsaFile.PM25, PrsaFile.OTHERS);
        } catch (IllegalArgumentException odd) {
            throw new OddFile(train + ", column " + PrsaFile.PM25 + ": " + odd.getMessage(), odd);
        }
    }

    /** What is printed, µg/m³. */
    record Figures(double mae, double rmse, double persistenceMae) {}
}
