// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;

/** Judges the power that one luminaire draws by the level it has. For one thread. */
final class Electrics {

    private static final Duration RECENT = Duration.ofDays(1);
    private static final double ALIKE = 0.1;
    private static final double APART = 0.25;
    private static final double THOUSAND = 1000;
    private static final double FULL = 100;
    private static final int STEPS = 11;

    private final Signs signs;
    private final PowerModel model = new PowerModel();
    private final float[] recent = new float[STEPS];
    private final long[] recentAt = new long[STEPS];
    private final Deque<Instant> outages = new ArrayDeque<>(2);
    private int oddSteps;
    private boolean lit;
    private int kilowatts;

    Electrics(Signs signs) {
        this.signs = signs;
        Arrays.fill(recentAt, Long.MIN_VALUE);
    }

    /**
     * One measurement.
     *
     * @param level percent, settled
     * @param watts drawn at it, or on average
     * @param rated by its register; 0 when nobody knows
     */
    record Sample(double level, double watts, double rated, Instant at) {

        String words() {
            return figure(watts) + " W at " + figure(level) + " %";
        }
    }

    static String figure(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }

    double expected(double level, double rated, FaultRules rules) {
        return model.expected(level, rated, rules.power());
    }

    /** Whether it speaks in kilowatts. */
    boolean isInKilowatts(FaultRules rules) {
        return kilowatts >= rules.evidence().readings();
    }

    void judge(Sample sample, FaultRules rules) {
        if (sample.level() <= 0) {
            off(sample, rules);
            return;
        }
        double expected = expected(sample.level(), sample.rated(), rules);
        if (Double.isNaN(expected)) {
            lit = learn(sample, rules);
        } else if (!speaksInKilowatts(sample, expected, rules)) {
            on(sample, expected, rules);
        }
    }

    private boolean learn(Sample sample, FaultRules rules) {
        boolean burns = sample.watts() > rules.power().burnerWatts();
        if (burns) {
            model.learn(sample.level(), sample.watts());
        }
        return burns;
    }

    private void off(Sample sample, FaultRules rules) {
        if (sample.watts() > rules.power().burnerWatts()) {
            signs.odd(Sign.BURNS, sample.at(), "It should be off and draws " + sample.words() + ".", rules.evidence());
        } else {
            signs.well(Sign.BURNS, sample.at(), rules.evidence());
        }
    }

    // A dark lamp does not draw a thousandth of what it should, of all figures.
    private boolean speaksInKilowatts(Sample sample, double expected, FaultRules rules) {
        double allowed = model.allowance(sample.level(), sample.rated(), rules.power());
        boolean alike = sample.watts() > 0 && Math.abs(THOUSAND * sample.watts() - expected) <= allowed;
        kilowatts = alike ? Math.min(rules.evidence().readings(), kilowatts + 1) : 0;
        return alike;
    }

    private void on(Sample sample, double expected, FaultRules rules) {
        if (sample.watts() < rules.power().dead() * expected) {
            dark(sample, expected, rules);
            return;
        }
        lit = true;
        signs.well(Sign.DARK, sample.at(), rules.evidence());
        signs.well(Sign.DEAD_DRIVER, sample.at(), rules.evidence());
        int step = PowerModel.step(sample.level());
        recent[step] = (float) sample.watts();
        recentAt[step] = sample.at().getEpochSecond();
        double allowed = model.allowance(sample.level(), sample.rated(), rules.power());
        if (Math.abs(sample.watts() - expected) <= allowed) {
            well(sample, step, rules);
        } else {
            oddSteps |= 1 << step;
            odd(sample, expected, rules);
        }
    }

    private void dark(Sample sample, double expected, FaultRules rules) {
        boolean driver = rules.power().standbyWatts() > 0
                && sample.watts() < rules.power().standbyWatts() / 2;
        String words = "It draws " + sample.words() + "; " + figure(expected) + " W are expected"
                + (driver ? ", and a driver that lives draws " + rules.power().standbyWatts() + " W." : ".");
        signs.odd(driver ? Sign.DEAD_DRIVER : Sign.DARK, sample.at(), words, rules.evidence());
        if (lit) {
            outages.addLast(sample.at());
            look(sample.at(), rules);
        }
        lit = false;
    }

    private void well(Sample sample, int step, FaultRules rules) {
        oddSteps &= ~(1 << step);
        if (oddSteps == 0) {
            signs.well(Sign.POWER_DOES_NOT_FOLLOW, sample.at(), rules.evidence());
            signs.well(Sign.WEAK, sample.at(), rules.evidence());
            signs.well(Sign.OFF_RATED, sample.at(), rules.evidence());
        }
        double modelled = PowerModel.modelled(sample.level(), sample.rated(), rules.power());
        double allowed = model.allowance(sample.level(), sample.rated(), rules.power());
        if (Double.isNaN(modelled) || Math.abs(sample.watts() - modelled) <= allowed) {
            model.learn(sample.level(), sample.watts());
        }
    }

    private void odd(Sample sample, double expected, FaultRules rules) {
        int alike = alike(sample, rules);
        double full = expected(FULL, sample.rated(), rules);
        boolean asAtFull = sample.watts() > expected && Math.abs(sample.watts() - full) <= ALIKE * full;
        String words = "It draws " + sample.words() + "; " + figure(expected) + " W are expected";
        if (alike >= 0) {
            signs.odd(
                    Sign.POWER_DOES_NOT_FOLLOW,
                    sample.at(),
                    words + ", and at " + 10 * alike + " % it drew " + figure(recent[alike]) + " W.",
                    rules.evidence());
        } else if (asAtFull) {
            signs.odd(Sign.POWER_DOES_NOT_FOLLOW, sample.at(), words + ": as much as at full level.", rules.evidence());
        } else if (model.knows(sample.level()) && sample.watts() < expected) {
            signs.odd(Sign.WEAK, sample.at(), words + ", which it drew before.", rules.evidence());
        } else {
            signs.odd(Sign.OFF_RATED, sample.at(), words + " by its rated power.", rules.evidence());
        }
    }

    /** A level far from this one at which it drew as much lately; -1 when there is none. */
    private int alike(Sample sample, FaultRules rules) {
        long since = sample.at().minus(RECENT).getEpochSecond();
        double here = expected(sample.level(), sample.rated(), rules);
        double full = expected(FULL, sample.rated(), rules);
        for (int step = 1; step < STEPS; step++) {
            double there = expected(10.0 * step, sample.rated(), rules);
            boolean apart = Math.abs(there - here) >= APART * full;
            if (apart
                    && recentAt[step] >= since
                    && Math.abs(recent[step] - sample.watts()) <= ALIKE * Math.max(recent[step], sample.watts())) {
                return step;
            }
        }
        return -1;
    }

    /** Looks whether it went out too often; time alone ends that. */
    void look(Instant now, FaultRules rules) {
        Instant since = now.minus(rules.power().cycleTime());
        while (!outages.isEmpty() && outages.peekFirst().isBefore(since)) {
            outages.removeFirst();
        }
        if (outages.size() >= rules.power().cycles()) {
            signs.raise(
                    Sign.CYCLES,
                    outages.peekFirst(),
                    "It went out " + outages.size() + " times since " + outages.peekFirst() + " and came back.");
        } else if (outages.isEmpty()) {
            signs.clear(Sign.CYCLES);
        }
    }
}
