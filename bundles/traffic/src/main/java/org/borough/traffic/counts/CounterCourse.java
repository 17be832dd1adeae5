// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.counts;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** One counter's hours as they go by, and what they say about the next. For one thread. */
final class CounterCourse {

    /** How much a new week changes what is usual. */
    private static final double QUICK = 0.35;

    private static final double LEVEL = 0.02;
    private static final double FULL = 0.7;
    private static final double TRUSTED = 0.5;
    private static final int WEEKS = 4;
    private static final int WEEK = 168;
    private static final int[] BACK = {1, 2, 3, 24, 48, WEEK};
    private static final int KEPT = WEEKS * WEEK + 1;

    private final Week week;
    private final Map<Integer, Double> usual = new LinkedHashMap<>();
    private final Map<LocalDateTime, Counted> counted = new LinkedHashMap<>(KEPT, 1) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LocalDateTime, Counted> eldest) {
            return size() > KEPT;
        }
    };
    private double level;
    private int hours;

    private record Counted(double count, double uptime, double expected) {}

    CounterCourse(Week week) {
        this.week = week;
        this.level = week.mean();
    }

    /** What is usual in such an hour. */
    double expected(CountedHour hour) {
        return usual.getOrDefault(hour.slot(), level * week.share(hour));
    }

    /** What speaks for more or less than usual, as a share of the counter's level. */
    double[] inputs(CountedHour hour) {
        double expected = expected(hour);
        double sum = 0;
        double uptimes = 0;
        for (int weeks = 1; weeks <= WEEKS; weeks++) {
            Counted then = counted.get(hour.at().minusHours((long) weeks * WEEK));
            if (then != null) {
                sum += then.count() * then.uptime();
                uptimes += then.uptime();
            }
        }
        double weeks = uptimes > 0 ? sum / uptimes - expected : 0;
        double[] inputs = new double[2 + BACK.length];
        inputs[0] = expected / level;
        inputs[1] = weeks / level;
        IntStream.range(0, BACK.length).forEach(i -> inputs[i + 2] = surplus(hour.at(), BACK[i]) / level);
        return inputs;
    }

    private double surplus(LocalDateTime at, int hoursBack) {
        Counted then = counted.get(at.minusHours(hoursBack));
        return then == null ? 0 : (then.count() - then.expected()) * Math.min(1, then.uptime() / TRUSTED);
    }

    double level() {
        return level;
    }

    /** Learns what it came to. */
    void take(CountedHour hour) {
        double expected = expected(hour);
        counted.put(hour.at(), new Counted(hour.count(), hour.uptime(), expected));
        double believed = Math.min(1, hour.uptime() / FULL);
        hours++;
        double now = hour.count() / Math.max(week.share(hour), LEVEL);
        level = Math.max(1, level + believed * Math.max(LEVEL, 1.0 / hours) * (now - level));
        double share = usual.containsKey(hour.slot()) ? QUICK * believed : believed;
        usual.put(hour.slot(), expected + share * (hour.count() - expected));
    }
}
