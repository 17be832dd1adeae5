// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.forecast;

import java.util.Arrays;

/**
 * All stretches of a series of many sensors that a forecast can be learned from or tested on.
 *
 * @param rows one for each step, one finite number for each sensor
 */
public record Windows(double[][] rows, Shape shape) {

    /** How many there are. */
    public int count() {
        return Math.max(0, rows.length - shape.both() + 1);
    }

    int sensors() {
        return rows[0].length;
    }

    /** What is known when a forecast is made: the past steps. */
    public double[][] past(int window) {
        return Arrays.copyOfRange(rows, window, window + shape.past());
    }

    /** What followed: all steps of the first sensor, then of the second, and so on. */
    public double[] next(int window) {
        double[] next = new double[sensors() * shape.ahead()];
        for (int sensor = 0; sensor < sensors(); sensor++) {
            for (int step = 0; step < shape.ahead(); step++) {
                next[sensor * shape.ahead() + step] = rows[window + shape.past() + step][sensor];
            }
        }
        return next;
    }

    /** The windows before a row, and those from it on. */
    Windows before(int row) {
        return new Windows(Arrays.copyOfRange(rows, 0, row), shape);
    }

    Windows from(int row) {
        return new Windows(Arrays.copyOfRange(rows, row, rows.length), shape);
    }

    Windows latest(int most) {
        int needed = most + shape.both() - 1;
        return rows.length <= needed ? this : from(rows.length - needed);
    }
}
