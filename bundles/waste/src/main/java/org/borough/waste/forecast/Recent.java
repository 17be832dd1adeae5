// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.forecast;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last so many numbers. */
final class Recent {

    private final int most;
    private final Deque<Double> values = new ArrayDeque<>();

    Recent(int most) {
        this.most = most;
    }

    void add(double value) {
        values.addFirst(value);
        if (values.size() > most) {
            values.removeLast();
        }
    }

    double mean() {
        return mean(0, 0);
    }

    /** The mean, as if so many more had been the usual one. */
    double mean(int more, double usual) {
        double sum = more * usual;
        for (double value : values) {
            sum += value;
        }
        return sum / (values.size() + more);
    }

    /** Which share of the last so many is this number. */
    double shareOf(double value, int last) {
        return values.stream()
                .limit(last)
                .mapToInt(one -> one == value ? 1 : 0)
                .average()
                .orElse(0);
    }
}
