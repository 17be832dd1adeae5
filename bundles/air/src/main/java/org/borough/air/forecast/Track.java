// SPDX-License-Identifier: EPL-2.0
package org.borough.air.forecast;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** One measured quantity through the hours; where it is missing, its last value stands. */
final class Track {

    private final double[] values;

    Track(List<StationHour> hours, ToDoubleFunction<StationHour> quantity) {
        values = new double[hours.size()];
        double last = Double.NaN;
        for (int i = 0; i < values.length; i++) {
            double value = quantity.applyAsDouble(hours.get(i));
            last = Double.isNaN(value) ? last : value;
            values[i] = last;
        }
    }

    /** So many hours before an hour; not a number before the first value. */
    double at(int hour, int before) {
        return hour < before ? Double.NaN : values[hour - before];
    }

    /** What it grew by in so many hours. */
    double growth(int hour, int hours) {
        return at(hour, 0) - at(hour, hours);
    }
}
