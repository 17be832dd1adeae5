// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.yard;

import java.time.LocalDate;
import java.util.SortedMap;
import org.borough.twin.Place;
import org.borough.waste.forecast.Fill;

/**
 * A bin and what came into it day by day, as recorded.
 *
 * @param rises what came in on each day, on the scale of levels; where the bin was emptied or not heard, the weekday's mean
 * @param firstWeekday the weekday of the first day, 0 for Monday
 */
public record FillingBin(Place place, double[] rises, int firstWeekday) {

    private static final int WEEK = 7;

    /** Takes what came in from recorded levels. */
    public static FillingBin of(Place place, SortedMap<LocalDate, Fill> fills, LocalDate first, int days) {
        double[] rises = new double[days];
        double[] sums = new double[WEEK];
        int[] counts = new int[WEEK];
        for (int day = 0; day < days; day++) {
            Fill before = fills.get(first.plusDays(day - 1L));
            Fill now = fills.get(first.plusDays(day));
            double rise = before == null || now == null ? -1 : now.level() - before.level();
            // A bin that stands full takes nothing more: what would have come is unknown too.
            rises[day] = rise >= 0 && now.level() < Fill.FULL ? rise : -1;
            if (rises[day] >= 0) {
                int weekday = (first.getDayOfWeek().getValue() - 1 + day) % WEEK;
                sums[weekday] += rises[day];
                counts[weekday]++;
            }
        }
        int weekdayOfFirst = first.getDayOfWeek().getValue() - 1;
        for (int day = 0; day < days; day++) {
            int weekday = (weekdayOfFirst + day) % WEEK;
            rises[day] = rises[day] >= 0 ? rises[day] : sums[weekday] / Math.max(1, counts[weekday]);
        }
        return new FillingBin(place, rises, weekdayOfFirst);
    }

    /** How many days there are. */
    public int days() {
        return rises.length;
    }

    /** What may come in on a day, going by the days before today only: mean and standard deviation of that weekday. */
    double expected(int day, int today, double caution) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int past = day - (day - today + WEEK) / WEEK * WEEK; past >= 0; past -= WEEK) {
            sum += rises[past];
            squares += rises[past] * rises[past];
            count++;
        }
        if (count < 3) {
            return Fill.FULL / 2;
        }
        double mean = sum / count;
        return mean + caution * Math.sqrt(Math.max(0, squares / count - mean * mean));
    }
}
