// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * An equation in force: what a sensor says, made what a reference station beside it would say.
 *
 * @param version counts the equations of this sensor and quantity, from 1
 * @param reference the station it was fitted to
 * @param fitted when
 * @param hours from how many hours beside the station
 * @param days on how many days these were
 * @param rmse the error on days that the equation was not fitted to (each day by the others)
 * @param rawRmse the error of the sensor as it is, in the same hours
 * @param drift the mean error of the last two days beside the station; 0 until there are any
 */
record Calibrated(
        int version,
        String reference,
        String fitted,
        double intercept,
        double slope,
        int hours,
        int days,
        double rmse,
        double rawRmse,
        double drift) {

    double concentration(double raw) {
        return Double.isFinite(raw) ? Math.max(0, intercept + slope * raw) : Double.NaN;
    }

    /** What one standard deviation may be off, the drift in it. */
    double uncertainty() {
        return Math.hypot(rmse, drift);
    }

    Calibrated drifting(double mean) {
        return new Calibrated(version, reference, fitted, intercept, slope, hours, days, rmse, rawRmse, mean);
    }

    /** Whether it is off by more than it may be. */
    boolean drifts() {
        return Math.abs(drift) > rmse;
    }

    String text() {
        return String.format(Locale.ROOT, "%.4g + %.4g * raw", intercept, slope);
    }

    ObjectNode json() {
        return Json.object()
                .put("version", version)
                .put("equation", text())
                .put("reference", reference)
                .put("fitted", fitted)
                .put("intercept", intercept)
                .put("slope", slope)
                .put("hours", hours)
                .put("days", days)
                .put("rmse", Json.rounded(rmse))
                .put("rawRmse", Json.rounded(rawRmse))
                .put("drift", Json.rounded(drift));
    }

    static Calibrated of(JsonNode json) {
        return new Calibrated(
                json.path("version").asInt(1),
                json.path("reference").asText(),
                json.path("fitted").asText(),
                json.path("intercept").asDouble(),
                json.path("slope").asDouble(1),
                json.path("hours").asInt(),
                json.path("days").asInt(),
                json.path("rmse").asDouble(),
                json.path("rawRmse").asDouble(),
                json.path("drift").asDouble());
    }
}
