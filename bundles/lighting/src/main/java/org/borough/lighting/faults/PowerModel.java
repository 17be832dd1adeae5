// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

/**
 * What one lamp draws at each level: by its rated power and the dimming curve, and, once it was seen often enough while
 * it was well, by what it drew itself. For one thread.
 */
final class PowerModel {

    private static final int STEPS = 11;
    private static final int STEP = 10;
    private static final int LEARNED = 24;
    private static final double WEIGHT = 0.05;
    private static final double FLOOR = 0.05;
    private static final double FULL = 100;

    private final float[] learned = new float[STEPS];
    private final byte[] seen = new byte[STEPS];

    /** Which of eleven classes a level is of. */
    static int step(double level) {
        return (int) Math.round(Math.max(0, Math.min(FULL, level)) / STEP);
    }

    /** Whether it was seen often enough at about this level. */
    boolean knows(double level) {
        return seen[step(level)] >= LEARNED;
    }

    /** The watts expected; not a number when nobody knows. */
    double expected(double level, double rated, FaultRules.Power rules) {
        if (level > 0 && knows(level)) {
            return learned[step(level)];
        }
        return modelled(level, rated, rules);
    }

    /** The watts by rated power and curve; not a number when there is no rated power. */
    static double modelled(double level, double rated, FaultRules.Power rules) {
        if (!(rated > 0)) {
            return Double.NaN;
        }
        return level <= 0
                ? rules.standbyWatts()
                : Math.max(rules.standbyWatts(), rated * rules.curve().share(level));
    }

    /** By how many watts it may be off. A driver's loss at low levels is no fault. */
    double allowance(double level, double rated, FaultRules.Power rules) {
        double full = rated > 0 ? rated : expected(FULL, rated, rules);
        return rules.tolerance() * expected(level, rated, rules) + (Double.isNaN(full) ? 0 : FLOOR * full);
    }

    /** Learns from a reading while nothing is wrong. */
    void learn(double level, double watts) {
        int step = step(level);
        double weight = seen[step] == 0 ? 1 : Math.max(WEIGHT, 1.0 / (seen[step] + 1));
        learned[step] += (float) (weight * (watts - learned[step]));
        seen[step] = (byte) Math.min(Byte.MAX_VALUE, seen[step] + 1);
    }
}
