// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.borough.thing.ThingId;
import org.borough.traffic.forecast.NetworkForecast;
import org.borough.traffic.forecast.Proof;
import org.borough.traffic.forecast.Shape;

/**
 * What was learned of the speeds of an area's segments.
 *
 * @param segments those it was learned of, in the order of its numbers
 * @param forecast what was learned
 * @param learnedTo the step behind the last that it was learned from
 */
record Outlook(List<ThingId> segments, NetworkForecast forecast, long learnedTo) {

    /** The steps ahead that are told: 15, 30, 45 and 60 minutes. */
    static final int[] AHEAD = {3, 6, 9, 12};

    static final int MINUTES = 5;
    private static final int HOURS = 24;

    /** What is expected at one horizon, how sure that is, and how the ways to expect did so far. */
    record Expected(
            int minutes, double speed, double low, double high, String by, double learned, double last, double hour) {}

    /** Learns from the courses of segments: gaps hold the last speed. */
    static Outlook learned(List<ThingId> segments, double[][] rows, long learnedTo) {
        return new Outlook(segments, NetworkForecast.learned(rows, Shape.HOUR), learnedTo);
    }

    /**
     * What is expected.
     *
     * @param past the last steps of all its segments, oldest first, up to the one before the step given
     */
    List<List<Expected>> after(double[][] past, long step) {
        double[][] said = forecast.after(past);
        double[] now = past[past.length - 1];
        return IntStream.range(0, segments.size())
                .mapToObj(segment -> Arrays.stream(AHEAD)
                        .mapToObj(steps -> expected(segment, steps, said[segment][steps - 1], now[segment], step))
                        .toList())
                .toList();
    }

    private Expected expected(int segment, int steps, double said, double now, long step) {
        Proof proof = forecast.proof();
        int at = steps - 1;
        double learned = proof.learned()[segment][at];
        double last = proof.last()[segment][at];
        double hour = proof.hour()[segment][at];
        double usual = proof.usual()[segment][hourOf(step + at)];
        boolean best = learned <= Math.min(last, hour);
        double speed = best ? said : last <= hour ? now : usual;
        double width = best ? proof.within()[segment][at] : 1.645 * Math.min(last, hour);
        return new Expected(
                steps * MINUTES,
                Math.max(0, speed),
                Math.max(0, speed - width),
                speed + width,
                best ? "learned" : last <= hour ? "last value" : "mean of the hour",
                learned,
                last,
                hour);
    }

    /** The hours of the proof are counted back from where learning ended. */
    private int hourOf(long step) {
        return (int) Math.floorMod(Math.floorDiv(learnedTo - 1 - step, (long) Shape.HOUR.perHour()), (long) HOURS);
    }
}
