// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.forecast;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a forecast did beside simple ones in a past that it had not seen, for each sensor and step ahead.
 *
 * @param learned root of the mean squared error of the forecast
 * @param last the same of "as it is now"
 * @param hour the same of "as it is usually in this hour of the day"
 * @param within so near to what came were nine of ten forecasts
 * @param usual the mean of each sensor in each hour of the day, counted back from the end of the past
 */
public record Proof(double[][] learned, double[][] last, double[][] hour, double[][] within, double[][] usual) {

    private static final int HOURS = 24;

    static Proof of(Windows late, double[][] lateSaid, Windows all, Unit scale, double share) {
        double unit = scale.size();
        int sensors = late.sensors();
        int ahead = late.shape().ahead();
        double[][] usual = usual(all.before(all.rows().length - late.rows().length), late.rows().length);
        double[][][] errors = new double[3][sensors * ahead][late.count()];
        for (int window = 0; window < late.count(); window++) {
            double[][] past = late.past(window);
            double[] truth = late.next(window);
            double[] said = lateSaid[window];
            for (int i = 0; i < truth.length; i++) {
                int row = window + late.shape().past() + i % ahead;
                errors[0][i][window] = said[i] - truth[i];
                errors[1][i][window] = past[past.length - 1][i / ahead] - truth[i];
                errors[2][i][window] = usual[i / ahead][
                                hour(late.rows().length - row, late.shape().perHour())]
                        - truth[i];
            }
        }
        return new Proof(
                table(errors[0], ahead, error -> unit * root(error)),
                table(errors[1], ahead, error -> unit * root(error)),
                table(errors[2], ahead, error -> unit * root(error)),
                table(errors[0], ahead, error -> unit * quantile(error, share)),
                Stream.of(usual(all, 0)).map(scale::back).toArray(double[][]::new));
    }

    /** Which hour of the day it is so many steps before the end; the last hour is 0. */
    static int hour(int back, int perHour) {
        return Math.floorMod((back - 1) / perHour, HOURS);
    }

    private static double[][] usual(Windows windows, int behind) {
        double[][] sums = new double[windows.sensors()][HOURS];
        double[] counts = new double[HOURS];
        for (int row = 0; row < windows.rows().length; row++) {
            int hour =
                    hour(windows.rows().length + behind - row, windows.shape().perHour());
            counts[hour]++;
            for (int sensor = 0; sensor < sums.length; sensor++) {
                sums[sensor][hour] += windows.rows()[row][sensor];
            }
        }
        for (double[] sensor : sums) {
            for (int hour = 0; hour < HOURS; hour++) {
                sensor[hour] /= Math.max(1, counts[hour]);
            }
        }
        return sums;
    }

    private static double[][] table(double[][] errors, int ahead, ToDoubleFunction<double[]> figure) {
        return IntStream.range(0, errors.length / ahead)
                .mapToObj(sensor -> IntStream.range(0, ahead)
                        .mapToDouble(step -> figure.applyAsDouble(errors[sensor * ahead + step]))
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double root(double[] errors) {
        return Math.sqrt(
                Arrays.stream(errors).map(error -> error * error).average().orElse(0));
    }

    private static double quantile(double[] errors, double share) {
        double[] sizes = Arrays.stream(errors).map(Math::abs).sorted().toArray();
        return sizes[(int) Math.min(sizes.length - 1L, (long) Math.ceil(share * sizes.length))];
    }
}
