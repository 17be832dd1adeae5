// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.forecast;

import java.util.ArrayList;
import java.util.List;
import org.borough.learning.LinearMap;
import org.borough.learning.Moments;

/** Each sensor by its own last steps: an autoregression with a penalty. */
record OwnPast(List<LinearMap> sensors, Shape shape) implements Member {

    /** The moments of all sensors, from which every penalty can be tried. */
    static List<Moments> moments(Windows windows) {
        List<Moments> all = new ArrayList<>();
        Shape shape = windows.shape();
        for (int sensor = 0; sensor < windows.sensors(); sensor++) {
            double[][] inputs = new double[windows.count()][];
            double[][] outputs = new double[windows.count()][];
            for (int window = 0; window < inputs.length; window++) {
                inputs[window] = column(windows.rows(), sensor, window, shape.past());
                outputs[window] = column(windows.rows(), sensor, window + shape.past(), shape.ahead());
            }
            all.add(Moments.of(inputs, outputs));
        }
        return all;
    }

    static OwnPast learned(List<Moments> moments, Shape shape, double penalty) {
        return new OwnPast(moments.stream().map(own -> own.fit(penalty)).toList(), shape);
    }

    private static double[] column(double[][] rows, int sensor, int from, int count) {
        double[] column = new double[count];
        for (int step = 0; step < count; step++) {
            column[step] = rows[from + step][sensor];
        }
        return column;
    }

    @Override
    public double[] after(double[][] past) {
        double[] next = new double[sensors.size() * shape.ahead()];
        for (int sensor = 0; sensor < sensors.size(); sensor++) {
            double[] own = sensors.get(sensor).at(column(past, sensor, 0, shape.past()));
            System.arraycopy(own, 0, next, sensor * shape.ahead(), own.length);
        }
        return next;
    }
}
