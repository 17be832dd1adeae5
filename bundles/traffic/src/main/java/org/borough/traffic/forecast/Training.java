// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.forecast;

import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.borough.learning.Moments;

/** Finds penalties and weights on the last part of what may be learned from; then learns from all of it. */
final class Training {

    /** In units of the whole network's variance. */
    private static final List<Double> OWN = List.of(1.0, 6.0, 60.0);

    private static final List<Double> TOGETHER = List.of(150.0, 600.0, 2500.0);

    /** What followed on more states than these is not recalled: it takes time with their square. */
    private static final int RECALLED = 1600;

    private static final double PART = 0.85;

    private final Windows all;
    private final Windows early;
    private final Windows late;
    private double ownPenalty;
    private double togetherPenalty;
    private double[][] lateSaid = new double[0][];

    Training(Windows all) {
        this.all = all;
        int cut = (int) Math.round(all.rows().length * PART);
        this.early = all.before(cut);
        this.late = all.from(cut);
        if (early.count() == 0 || late.count() == 0) {
            throw new IllegalArgumentException(
                    "A forecast needs more than " + Math.round(all.shape().both() / (1 - PART))
                            + " steps to learn from, not " + all.rows().length + ".");
        }
    }

    /** The part that weights were chosen on. */
    Windows late() {
        return late;
    }

    /** What the chosen blend said of the late part when it knew only the early part. */
    Blend judged() {
        Shape shape = all.shape();
        List<Moments> own = OwnPast.moments(early);
        ownPenalty = best(OWN, penalty -> OwnPast.learned(own, shape, penalty));
        Moments together = Together.moments(early);
        togetherPenalty = best(TOGETHER, penalty -> new Together(together.fit(penalty)));
        List<Member> members = members(early, own, together);
        List<List<double[]>> said = IntStream.range(0, late.count())
                .mapToObj(late::past)
                .map(past -> members.stream().map(member -> member.after(past)).toList())
                .toList();
        Blend blend = new Blend(members, weights(said), shape.ahead());
        lateSaid = said.stream().map(blend::mixed).toArray(double[][]::new);
        return blend;
    }

    /** What the judged blend said after each window of the late part. */
    double[][] lateSaid() {
        return lateSaid;
    }

    /** The same blend, learned from everything. */
    Member learned(Blend judged) {
        return new Blend(
                members(all, OwnPast.moments(all), Together.moments(all)),
                judged.weights(),
                all.shape().ahead());
    }

    private List<Member> members(Windows windows, List<Moments> own, Moments together) {
        OwnPast past = OwnPast.learned(own, windows.shape(), ownPenalty);
        return List.of(
                past, new Together(together.fit(togetherPenalty)), Recalled.learned(windows.latest(RECALLED), past));
    }

    private double best(List<Double> penalties, DoubleFunction<Member> member) {
        return penalties.stream()
                .min(Comparator.comparingDouble(penalty -> squares(member.apply(penalty))))
                .orElseThrow();
    }

    private double squares(Member member) {
        return IntStream.range(0, late.count())
                .mapToDouble(window -> {
                    double[] truth = late.next(window);
                    double[] said = member.after(late.past(window));
                    return IntStream.range(0, truth.length)
                            .mapToDouble(i -> (said[i] - truth[i]) * (said[i] - truth[i]))
                            .sum();
                })
                .sum();
    }

    private double[][] weights(List<List<double[]>> said) {
        int ahead = late.shape().ahead();
        int members = said.get(0).size();
        double[][][] products = new double[ahead][members][members];
        for (int window = 0; window < said.size(); window++) {
            double[] truth = late.next(window);
            for (int i = 0; i < truth.length; i++) {
                add(products[i % ahead], said.get(window), i, truth[i]);
            }
        }
        return Stream.of(products).map(Blend::weights).toArray(double[][]::new);
    }

    private static void add(double[][] products, List<double[]> said, int at, double truth) {
        for (int i = 0; i < said.size(); i++) {
            for (int j = 0; j < said.size(); j++) {
                products[i][j] += (said.get(i)[at] - truth) * (said.get(j)[at] - truth);
            }
        }
    }
}
