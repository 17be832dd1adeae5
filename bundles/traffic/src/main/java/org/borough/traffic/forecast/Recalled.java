// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.forecast;

import org.borough.learning.KernelFit;

/** Each sensor by its own past, put right by how far that was off when the whole network was in a state like this one. */
record Recalled(OwnPast own, KernelFit errors) implements Member {

    private static final double NOISE = 0.3;

    static Recalled learned(Windows windows, OwnPast own) {
        double[][] states = new double[windows.count()][];
        double[][] errors = new double[windows.count()][];
        for (int window = 0; window < states.length; window++) {
            double[][] past = windows.past(window);
            states[window] = Together.lately(past);
            errors[window] = minus(windows.next(window), own.after(past));
        }
        return new Recalled(own, new KernelFit(states, errors, NOISE));
    }

    private static double[] minus(double[] one, double[] other) {
        for (int i = 0; i < one.length; i++) {
            one[i] -= other[i];
        }
        return one;
    }

    @Override
    public double[] after(double[][] past) {
        double[] next = own.after(past);
        double[] error = errors.at(Together.lately(past));
        for (int i = 0; i < next.length; i++) {
            next[i] += error[i];
        }
        return next;
    }
}
