// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What a line needs to know of some hours in which a sensor (x) and a station (y) were heard: a day of them fits into six
 * numbers, so that months outlive a restart.
 */
record PairSums(double n, double x, double y, double xx, double xy, double yy) {

    static final PairSums NONE = new PairSums(0, 0, 0, 0, 0, 0);

    /** Presumes the slope 1 like so many hours: a few days must not turn a sensor upside down. */
    private static final double PENALTY = 5;

    /** A line. */
    record Line(double intercept, double slope) {}

    static PairSums of(double x, double y) {
        return new PairSums(1, x, y, x * x, x * y, y * y);
    }

    PairSums plus(PairSums other) {
        return new PairSums(n + other.n, x + other.x, y + other.y, xx + other.xx, xy + other.xy, yy + other.yy);
    }

    PairSums minus(PairSums other) {
        return new PairSums(n - other.n, x - other.x, y - other.y, xx - other.xx, xy - other.xy, yy - other.yy);
    }

    /** The line of least squares, drawn towards the slope 1. */
    Line line() {
        double variance = Math.max(0, xx / n - x / n * (x / n));
        double covariance = xy / n - x / n * (y / n);
        double slope = variance > 1e-12 ? 1 + n * (covariance - variance) / ((n + PENALTY) * variance) : 1;
        return new Line(y / n - slope * x / n, slope);
    }

    /** The sum of the squared errors of a line in these hours. */
    double squares(Line line) {
        double a = line.intercept();
        double b = line.slope();
        return Math.max(0, yy + n * a * a + b * b * xx - 2 * a * y - 2 * b * xy + 2 * a * b * x);
    }

    ArrayNode json() {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(n)
                .add(x)
                .add(y)
                .add(xx)
                .add(xy)
                .add(yy);
    }

    static PairSums of(JsonNode json) {
        return new PairSums(
                json.path(0).asDouble(),
                json.path(1).asDouble(),
                json.path(2).asDouble(),
                json.path(3).asDouble(),
                json.path(4).asDouble(),
                json.path(5).asDouble());
    }
}
