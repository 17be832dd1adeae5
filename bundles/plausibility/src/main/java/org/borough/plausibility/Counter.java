// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

/**
 * A counter that only ever goes up, as far as what it counts can: kWh, passages, litres. Tells what a reading adds, and
 * what is wrong with one that runs backwards or jumps. For one thread.
 */
public final class Counter {

    private static final int SHARED = 3;
    private static final int WELL = 24;

    private double last = Double.NaN;
    private double left = Double.NaN;
    private int returns;
    private int steady;

    /** What a reading is. */
    public enum Kind {
        /** The first one. */
        BEGUN,
        /** It stands where it stood. */
        SAME,
        /** It went on. */
        ADVANCED,
        /** It went on from where it had stood before one or more odd readings. */
        RETURNED,
        /** It is below the one before: set back, replaced, overrun, or a word of another device. */
        BACK,
        /** It is further than can be. */
        JUMPED,
        /** It goes to and fro between two series: two devices speak. */
        SHARED
    }

    /**
     * What a reading adds.
     *
     * @param before the reading before it; not a number when it is the first
     * @param advance what it adds, 0 where nobody can know
     */
    public record Step(Kind kind, double before, double advance) {}

    /**
     * Takes a reading.
     *
     * @param most how far it can have run since the reading before
     */
    public Step take(double reading, double most) {
        double before = last;
        if (Double.isNaN(before)) {
            last = reading;
            return new Step(Kind.BEGUN, before, 0);
        }
        double advance = reading - before;
        if (advance >= 0 && advance <= most) {
            last = reading;
            steady++;
            if (steady > WELL) {
                returns = 0;
                left = Double.NaN;
            }
            return new Step(advance == 0 ? Kind.SAME : Kind.ADVANCED, before, advance);
        }
        steady = 0;
        return odd(reading, before, most);
    }

    private Step odd(double reading, double before, double most) {
        double since = reading - left;
        boolean returned = since >= 0 && since <= most;
        left = before;
        last = reading;
        if (returned) {
            returns++;
            return returns >= SHARED ? new Step(Kind.SHARED, before, 0) : new Step(Kind.RETURNED, before, since);
        }
        return new Step(reading < before ? Kind.BACK : Kind.JUMPED, before, 0);
    }

    /** Whether two devices speak through it. */
    public boolean isShared() {
        return returns >= SHARED;
    }

    /** The last reading; not a number when there was none. */
    public double last() {
        return last;
    }
}
