// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.util.List;
import org.borough.learning.Skill;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forecasts each bin's level of the next day, beside the two guesses that cost nothing. */
@Command(
        name = "waste-forecast",
        description = "How full bins are on the next day, 0 to 10, beside \"as today\" and \"as on average\""
                + " (layout: Wyndham smart bins).",
        mixinStandardHelpOptions = true)
final class WasteForecast implements Runnable {

    @Option(names = "--train", required = true, description = "days to learn from")
    private Path train;

    @Option(names = "--test", required = true, description = "days to forecast: later ones, or of other bins")
    private Path test;

    @Mixin
    private Report report;

    @Override
    public void run() {
        List<BinWalk.Step> steps = BinWalk.through(train, test);
        Skill learned = Skill.of(
                steps.stream().map(step -> step.pair(step.forecast().level())).toList());
        report.explain(steps.size() + " days that follow another; due bins are ranked by waste-overflow.");
        report.print(new Figures(
                learned.mae(),
                learned.rmse(),
                Skill.of(steps.stream().map(step -> step.pair(step.yesterday())).toList())
                        .mae(),
                Skill.of(steps.stream().map(step -> step.pair(step.mean())).toList())
                        .mae()));
    }

    /** What is printed, on the scale of the data. */
    record Figures(double mae, double rmse, double yesterdayMae, double binMeanMae) {}
}
