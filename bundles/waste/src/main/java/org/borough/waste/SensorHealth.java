// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.borough.waste.rules.WasteRules.Sensing;

/** What the levels themselves say about the sensor that measures them. For one thread; bounded. */
final class SensorHealth {

    private static final int KEPT = 400;
    private static final Duration DAY = Duration.ofDays(1);
    private static final double JUMP = 20;
    private static final int WET_JUMPS = 6;
    private static final int FEWEST_ALIKE = 6;
    private static final int EMPTYINGS = 3;
    private static final int FEWEST_FOR_UNIT = 24;

    private final Deque<Level> levels = new ArrayDeque<>();
    private final Deque<Double> afterEmptying = new ArrayDeque<>();
    private Instant still = Instant.MAX;
    private int alike;
    private boolean fractionsOnly = true;
    private int heard;

    private record Level(double percent, Instant at) {}

    /** What may be wrong with it. */
    enum Kind {
        /** One value, whatever happens. */
        FROZEN("The last level before it froze is not used; the container is collected by estimate."),
        /** Never near empty after an emptying. */
        DRIFT("Its levels are too high by about as much; the container is collected too early until it is cleaned."),
        /** Up and down as no container fills: water on the sensor. */
        WET("Its levels are not used until it is dry; the container is collected by estimate."),
        /** Fractions of one where percent belong. */
        UNIT("Its levels are not used until the unit is put right; the container is collected by estimate.");

        private final String effect;

        Kind(String effect) {
            this.effect = effect;
        }

        String effect() {
            return effect;
        }
    }

    /** One suspicion. */
    record Doubted(Kind kind, Instant since, String evidence) {}

    void hear(double percent, Instant at) {
        heard++;
        fractionsOnly &= percent <= 1 && (percent == 0 || percent != Math.rint(percent));
        if (!levels.isEmpty() && levels.getLast().percent() == percent) {
            alike++;
        } else {
            alike = 1;
            still = at;
        }
        levels.addLast(new Level(percent, at));
        while (levels.size() > KEPT) {
            levels.removeFirst();
        }
    }

    /** Right after the container was emptied. */
    void emptied(double percent) {
        afterEmptying.addLast(percent);
        if (afterEmptying.size() > EMPTYINGS) {
            afterEmptying.removeFirst();
        }
    }

    List<Doubted> doubts(Sensing rules, Instant now) {
        List<Doubted> doubts = new ArrayList<>();
        boolean frozen = alike >= FEWEST_ALIKE
                && levels.getLast().percent() > 0
                && Duration.between(still, now).toHours() >= rules.frozenHours();
        if (frozen) {
            doubts.add(new Doubted(
                    Kind.FROZEN,
                    still,
                    levels.getLast().percent() + " % in " + alike + " readings since " + still + "."));
        }
        int jumps = jumps(now);
        if (jumps >= WET_JUMPS) {
            doubts.add(new Doubted(
                    Kind.WET, now.minus(DAY), jumps + " jumps by " + (int) JUMP + " points and back in a day."));
        }
        drift(rules, doubts, now);
        if (fractionsOnly && heard >= FEWEST_FOR_UNIT && levels.stream().anyMatch(level -> level.percent() > 0)) {
            doubts.add(new Doubted(
                    Kind.UNIT, levels.getFirst().at(), heard + " readings, none above 1: fractions, not percent."));
        }
        return doubts;
    }

    private void drift(Sensing rules, List<Doubted> doubts, Instant now) {
        double least = afterEmptying.stream().mapToDouble(value -> value).min().orElse(0);
        if (afterEmptying.size() == EMPTYINGS && least >= rules.driftPercent()) {
            doubts.add(new Doubted(
                    Kind.DRIFT, now, "After the last three emptyings it told " + afterEmptying + " %; none near 0."));
        }
    }

    /** How often the level turned by a jump in the last day. */
    private int jumps(Instant now) {
        int turns = 0;
        double direction = 0;
        Level before = null;
        for (Level level : levels) {
            if (level.at().isBefore(now.minus(DAY))) {
                continue;
            }
            double step = before == null ? 0 : level.percent() - before.percent();
            if (Math.abs(step) >= JUMP) {
                turns += step * direction < 0 ? 1 : 0;
                direction = step;
            }
            before = level;
        }
        return turns;
    }
}
