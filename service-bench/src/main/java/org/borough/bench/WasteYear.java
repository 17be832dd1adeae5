// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.borough.bench.yard.Driving;
import org.borough.bench.yard.FillingBin;
import org.borough.bench.yard.Year;
import org.borough.waste.forecast.Fill;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A year of collection by the calendar and by what the bins hold, at no more overflows. */
@Command(
        name = "waste-year",
        description = "What collecting by level saves against a fixed schedule in the last 365 recorded days, at no"
                + " more overflows (layout: Wyndham smart bins and their positions).",
        mixinStandardHelpOptions = true)
final class WasteYear implements Runnable {

    private static final int YEAR = 365;
    private static final double MOST_CAUTION = 4;
    private static final double STEP = 0.25;

    @Option(names = "--levels", required = true, description = "daily levels")
    private Path levels;

    @Option(names = "--positions", required = true, description = "where the bins stand")
    private Path positions;

    @Option(
            names = "--every",
            description = "the fixed schedule empties all bins every so many days (${DEFAULT-VALUE})")
    private int every = 2;

    @Mixin
    private Report report;

    @Override
    public void run() {
        if (every < 1 || every > 30) {
            throw new IllegalArgumentException("--every must be 1 to 30 days.");
        }
        List<FillingBin> bins = WyndhamPositions.bins(levels, positions, YEAR);
        Driving driving = new Driving(bins);
        int tried = bins.get(0).days() / 2;
        double allowed = Year.fixed(bins, every, 0, tried).overflowDays();
        // How cautious to be is learned on the first half and paid for in the second.
        double caution = IntStream.rangeClosed(0, (int) (MOST_CAUTION / STEP))
                .mapToDouble(step -> step * STEP)
                .filter(one -> Year.byLevel(bins, every, one, 0, tried).overflowDays() <= allowed)
                .findFirst()
                .orElse(MOST_CAUTION);
        Year fixed = Year.fixed(bins, every, tried, bins.get(0).days());
        Year byLevel = Year.byLevel(bins, every, caution, tried, bins.get(0).days());
        Figures fixedFigures = figures(fixed, driving);
        Figures figures = figures(byLevel, driving);
        report.explain(bins.size() + " bins, caution " + caution + " standard deviations, full at " + Fill.FULL + ".");
        report.print(new Comparison(
                fixed.days(),
                fixedFigures,
                figures,
                saved(fixedFigures.collections(), figures.collections()),
                saved(fixedFigures.kilometres(), figures.kilometres()),
                saved(fixedFigures.hours(), figures.hours())));
    }

    private static Figures figures(Year year, Driving driving) {
        Driving.Driven driven = driving.all(year.tours());
        return new Figures(
                year.collections(),
                year.overflowDays(),
                driven.kilometres(),
                driven.hours(),
                driven.cost(),
                driven.co2Kg());
    }

    private static double saved(double before, double after) {
        return before == 0 ? 0 : Math.round(1000 * (1 - after / before)) / 10.0;
    }

    /** What one way of collecting comes to. */
    record Figures(int collections, int overflowDays, double kilometres, double hours, double cost, double co2Kg) {}

    /** What is printed; the days are those after the caution was learned. */
    record Comparison(
            int days,
            Figures fixed,
            Figures byLevel,
            double savedCollectionsPercent,
            double savedKilometresPercent,
            double savedHoursPercent) {}
}
