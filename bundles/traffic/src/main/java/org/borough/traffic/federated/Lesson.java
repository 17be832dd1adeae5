// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.federated;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.borough.learning.LinearMap;
import org.borough.learning.Moments;

/**
 * What districts learn together: how one sensor goes on after its own last steps and those of its district. Of its samples a
 * district gives sums only.
 *
 * @param past how many steps are looked back
 * @param ahead how many steps ahead
 * @param zero the speed that counts as 0
 * @param size the difference of speeds that counts as 1
 * @param clip beyond so many sizes a speed counts as this, so that no contributor weighs more than it may
 */
public record Lesson(int past, int ahead, double zero, double size, double clip) {

    private static final double PENALTY = 6;

    /** How many numbers a district sends. */
    public int numbers() {
        return Moments.size(2 * past, ahead);
    }

    /** Everybody's first sums, from which the scale comes: how many, their sum, the sum of their squares. */
    public static double[] scaleSums(Collection<double[]> series, double most) {
        double[] sums = new double[3];
        for (double[] one : series) {
            for (double value : one) {
                double held = Math.max(0, Math.min(most, value));
                sums[0]++;
                sums[1] += held;
                sums[2] += held * held;
            }
        }
        return sums;
    }

    /** The lesson on the scale of the sum of all first sums. */
    public static Lesson scaled(int past, int ahead, double[] sums, double clip) {
        double mean = sums[1] / Math.max(1, sums[0]);
        double variance = sums[2] / Math.max(1, sums[0]) - mean * mean;
        return new Lesson(past, ahead, mean, variance > 0 ? Math.sqrt(variance) : 1, clip);
    }

    /** The sums of one district. */
    public double[] sums(Collection<double[]> contributors, double[] district) {
        double[] middle = clipped(district);
        double[] sums = new double[numbers()];
        for (double[] contributor : contributors) {
            double[] own = moments(clipped(contributor), middle).sums();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += own[i];
            }
        }
        return sums;
    }

    /** The sums with normal noise of this deviation on each number: what one contributor adds is lost in it. */
    public static double[] noisy(double[] sums, double deviation, Random random) {
        return Arrays.stream(sums)
                .map(sum -> sum + deviation * random.nextGaussian())
                .toArray();
    }

    private Moments moments(double[] own, double[] district) {
        int count = own.length - past - ahead + 1;
        double[][] inputs = new double[count][];
        double[][] outputs = new double[count][ahead];
        for (int window = 0; window < count; window++) {
            inputs[window] = inputs(own, district, window);
            for (int step = 0; step < ahead; step++) {
                outputs[window][step] = own[window + past + step] - own[window + past - 1];
            }
        }
        return Moments.of(inputs, outputs);
    }

    private double[] inputs(double[] own, double[] district, int window) {
        double[] inputs = new double[2 * past];
        System.arraycopy(own, window, inputs, 0, past);
        System.arraycopy(district, window, inputs, past, past);
        return inputs;
    }

    private double[] clipped(double[] series) {
        return Arrays.stream(series)
                .map(value -> Math.max(-clip, Math.min(clip, (value - zero) / size)))
                .toArray();
    }

    /** What is learned from the sum of all districts' sums. */
    public LinearMap learned(double[] sums) {
        return Moments.of(2 * past, ahead, sums).fit(PENALTY);
    }

    /**
     * What comes next.
     *
     * @param map what was learned
     * @param own the last steps of a sensor
     * @param district the same of its district's mean
     */
    public double[] after(LinearMap map, double[] own, double[] district) {
        double[] said = map.at(inputs(scaled(own), scaled(district), 0));
        double now = own[own.length - 1];
        return Arrays.stream(said).map(step -> now + step * size).toArray();
    }

    private double[] scaled(double[] series) {
        return Arrays.stream(series).map(value -> (value - zero) / size).toArray();
    }

    /** The mean of sensors, step by step. */
    public static double[] mean(List<double[]> series) {
        double[] mean = new double[series.get(0).length];
        for (double[] one : series) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += one[i] / series.size();
            }
        }
        return mean;
    }
}
