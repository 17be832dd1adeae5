// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.forecast;

import java.util.stream.DoubleStream;

/** A row of numbers that grows. */
final class Inputs {

    private final DoubleStream.Builder values = DoubleStream.builder();

    void add(double value) {
        values.add(value);
    }

    double[] values() {
        return values.build().toArray();
    }
}
