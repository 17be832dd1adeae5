// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.borough.bench.BinWalk.Step;
import org.borough.waste.forecast.Fill;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ranks bins by how likely they are due on the next day. */
@Command(
        name = "waste-overflow",
        description = "Which bins will stand at 8 of 10 or more on the next day: how often a due one is ranked before"
                + " another (AUC), and how many at the top are due (layout: Wyndham smart bins).",
        mixinStandardHelpOptions = true)
final class WasteOverflow implements Runnable {

    @Option(names = "--train", required = true, description = "days to learn from")
    private Path train;

    @Option(names = "--test", required = true, description = "days to rank: later ones, or of other bins")
    private Path test;

    @Mixin
    private Report report;

    @Override
    public void run() {
        List<Step> steps = BinWalk.through(train, test);
        if (steps.stream().map(WasteOverflow::due).distinct().count() < 2) {
            throw new IllegalArgumentException(test + " has only days that are due, or none; nothing can be ranked.");
        }
        report.print(new Figures(
                Ranking.of(steps, step -> step.forecast().dueChance()),
                Ranking.of(steps, Step::yesterday),
                Ranking.of(steps, Step::mean)));
    }

    private static boolean due(Step step) {
        return step.truth() >= Fill.DUE;
    }

    /** What is printed. */
    record Figures(Ranking forecast, Ranking yesterday, Ranking binMean) {}

    /**
     * How good one order is.
     *
     * @param auc how often a due day comes before one that is not; 0.5 is chance
     * @param precision which share of the first is due, looking at as many as are due in truth
     */
    record Ranking(double auc, double precision) {

        static Ranking of(List<Step> steps, ToDoubleFunction<Step> score) {
            List<Step> ranked = steps.stream()
                    .sorted(Comparator.comparingDouble(score).reversed())
                    .toList();
            int due = (int) ranked.stream().filter(WasteOverflow::due).count();
            long found = ranked.stream().limit(due).filter(WasteOverflow::due).count();
            return new Ranking(auc(ranked, score, due), (double) found / due);
        }

        /** By ranks (Mann and Whitney); ties count half. */
        private static double auc(List<Step> ranked, ToDoubleFunction<Step> score, int due) {
            double before = 0;
            int dueSoFar = 0;
            int start = 0;
            while (start < ranked.size()) {
                int end = start;
                int dueHere = 0;
                double value = score.applyAsDouble(ranked.get(start));
                while (end < ranked.size() && score.applyAsDouble(ranked.get(end)) == value) {
                    dueHere += due(ranked.get(end)) ? 1 : 0;
                    end++;
                }
                int others = end - start - dueHere;
                before += others * (dueSoFar + dueHere / 2.0);
                dueSoFar += dueHere;
                start = end;
            }
            return before / ((double) due * (ranked.size() - due));
        }
    }
}
