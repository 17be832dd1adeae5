// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.counts;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a week goes on counters in general, as a share of what each counts in an hour on average. Immutable. */
final class Week {

    private static final int DAYS = 8;
    private static final int HOURS = 24;

    private final double[] slots = new double[DAYS * HOURS];
    private final double mean;

    Week(List<CountedHour> hours) {
        Map<String, Double> means = hours.stream()
                .collect(Collectors.groupingBy(CountedHour::counter, Collectors.averagingDouble(CountedHour::count)));
        mean = means.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(1);
        double[] counts = new double[slots.length];
        double[] daySums = new double[HOURS];
        double[] dayCounts = new double[HOURS];
        for (CountedHour hour : hours) {
            double share = hour.count() / Math.max(1, means.get(hour.counter()));
            slots[hour.slot()] += share;
            counts[hour.slot()]++;
            daySums[hour.at().getHour()] += share;
            dayCounts[hour.at().getHour()]++;
        }
        double least = Arrays.stream(daySums).filter(sum -> sum > 0).min().orElse(1);
        for (int slot = 0; slot < slots.length; slot++) {
            int hour = slot % HOURS;
            double usual = dayCounts[hour] > 0 ? daySums[hour] / dayCounts[hour] : Math.min(1, least);
            slots[slot] = (slots[slot] + usual) / (counts[slot] + 1);
        }
    }

    double share(CountedHour hour) {
        return slots[hour.slot()];
    }

    /** What a counter counts on average of which nothing is known. */
    double mean() {
        return mean;
    }
}
