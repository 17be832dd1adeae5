// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.yard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.borough.waste.forecast.Fill;

/**
 * What happened when bins were collected in one way. Trucks come in the morning.
 *
 * @param days how many days
 * @param collections how many bins were emptied
 * @param overflowDays on how many evenings a bin stood full
 * @param tours which bins were emptied on each day on which a truck went out
 */
public record Year(int days, int collections, int overflowDays, List<List<Integer>> tours) {

    /** All bins every so many days. */
    public static Year fixed(List<FillingBin> bins, int every, int from, int to) {
        double[] levels = new double[bins.size()];
        return play(bins, levels, from, to, day -> bin -> day % every == 0);
    }

    /**
     * On the same days those that would be full before the next of them, going by what usually comes in and so many
     * standard deviations.
     */
    public static Year byLevel(List<FillingBin> bins, int every, double caution, int from, int to) {
        double[] levels = new double[bins.size()];
        return play(bins, levels, from, to, day -> bin -> {
            double then = levels[bin];
            for (int ahead = 0; ahead < every; ahead++) {
                then += bins.get(bin).expected(day + ahead, day, caution);
            }
            return day % every == 0 && levels[bin] > 0 && then >= Fill.FULL;
        });
    }

    /** Says which bins are collected on a day. */
    private interface Policy {
        IntPredicate on(int day);
    }

    private static Year play(List<FillingBin> bins, double[] levels, int from, int to, Policy policy) {
        int collections = 0;
        int overflowDays = 0;
        List<List<Integer>> tours = new ArrayList<>();
        for (int day = from; day < to; day++) {
            IntPredicate due = policy.on(day);
            List<Integer> tour = new ArrayList<>();
            for (int bin = 0; bin < levels.length; bin++) {
                if (due.test(bin)) {
                    tour.add(bin);
                    levels[bin] = 0;
                }
                levels[bin] += bins.get(bin).rises()[day];
                overflowDays += levels[bin] >= Fill.FULL ? 1 : 0;
            }
            collections += tour.size();
            if (!tour.isEmpty()) {
                tours.add(tour);
            }
        }
        return new Year(to - from, collections, overflowDays, tours);
    }
}
