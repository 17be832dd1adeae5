// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.forecast;

import java.util.List;

/**
 * A weighted mean of members, with weights of its own for each step.
 *
 * @param weights for each step one for each member, 1 together
 */
record Blend(List<Member> members, double[][] weights, int ahead) implements Member {

    private static final int PARTS = 20;

    /** The weights, in twentieths, with which members were least off, by the sums of products of their errors. */
    static double[] weights(double[][] products) {
        double[] best = {1, 0, 0};
        double least = Double.POSITIVE_INFINITY;
        for (int first = 0; first <= PARTS; first++) {
            for (int second = 0; first + second <= PARTS; second++) {
                double[] tried = {
                    (double) first / PARTS, (double) second / PARTS, (double) (PARTS - first - second) / PARTS
                };
                double squares = squares(products, tried);
                if (squares < least) {
                    least = squares;
                    best = tried;
                }
            }
        }
        return best;
    }

    private static double squares(double[][] products, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                sum += weights[i] * weights[j] * products[i][j];
            }
        }
        return sum;
    }

    @Override
    public double[] after(double[][] past) {
        return mixed(members.stream().map(member -> member.after(past)).toList());
    }

    /** What follows from what all members said. */
    double[] mixed(List<double[]> all) {
        double[] next = new double[all.get(0).length];
        for (int i = 0; i < next.length; i++) {
            for (int member = 0; member < all.size(); member++) {
                next[i] += weights[i % ahead][member] * all.get(member)[i];
            }
        }
        return next;
    }
}
