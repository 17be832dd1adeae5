// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.forecast;

import org.borough.learning.LinearMap;
import org.borough.learning.Moments;

/** Each sensor by the last steps of all: a vector autoregression with a penalty. */
record Together(LinearMap map) implements Member {

    private static final int STEPS = 3;

    static Moments moments(Windows windows) {
        double[][] inputs = new double[windows.count()][];
        double[][] outputs = new double[windows.count()][];
        for (int window = 0; window < inputs.length; window++) {
            inputs[window] = lately(windows.past(window));
            outputs[window] = windows.next(window);
        }
        return Moments.of(inputs, outputs);
    }

    /** The last steps of all sensors in one row. */
    static double[] lately(double[][] past) {
        int sensors = past[0].length;
        double[] row = new double[sensors * STEPS];
        for (int step = 0; step < STEPS; step++) {
            System.arraycopy(past[past.length - STEPS + step], 0, row, step * sensors, sensors);
        }
        return row;
    }

    @Override
    public double[] after(double[][] past) {
        return map.at(lately(past));
    }
}
