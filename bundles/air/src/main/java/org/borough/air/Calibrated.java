// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/**
 * An equation: what a sensor says, made what a reference station beside it would say.
 *
 * @param version counts the equations of this sensor and quantity, from 1
 * @param fit the line, and how well it does
 * @param validity from when to when it corrects, and by whose word
 * @param drift the mean error of the last two days beside the station; 0 until there are any
 */
record Calibrated(int version, Fit fit, Validity validity, double drift) {

    /**
     * A line.
     *
     * @param reference the station it was fitted to
     * @param fitted the last hour that it was fitted to
     * @param hours from how many hours beside the station
     * @param days on how many days these were
     * @param rmse the error on days that the equation was not fitted to (each day by the others)
     * @param rawRmse the error of the sensor as it is, in the same hours
     */
    record Fit(
            String reference,
            String fitted,
            double intercept,
            double slope,
            int hours,
            int days,
            double rmse,
            double rawRmse) {

        double concentration(double raw) {
            return Double.isFinite(raw) ? Math.max(0, intercept + slope * raw) : Double.NaN;
        }
    }

    /**
     * When it corrects.
     *
     * @param until the hour in which another took over; {@link Instant#MAX} while it is in force
     */
    record Validity(Instant from, Instant until, String by) {

        /** Not yet. */
        static final Validity NONE = new Validity(Instant.MAX, Instant.MAX, "");

        boolean in(Instant hour) {
            return !hour.isBefore(from) && hour.isBefore(until);
        }
    }

    static Calibrated proposed(int version, Fit fit) {
        return new Calibrated(version, fit, Validity.NONE, 0);
    }

    Calibrated adopted(Instant from, String by) {
        return new Calibrated(version, fit, new Validity(from, Instant.MAX, by), drift);
    }

    Calibrated until(Instant hour) {
        return new Calibrated(version, fit, new Validity(validity.from(), hour, validity.by()), drift);
    }

    Calibrated drifting(double mean) {
        return new Calibrated(version, fit, validity, mean);
    }

    double concentration(double raw) {
        return fit.concentration(raw);
    }

    /** What one standard deviation may be off, the drift in it. */
    double uncertainty() {
        return Math.hypot(fit.rmse(), drift);
    }

    /** Whether it is off by more than it may be. */
    boolean drifts() {
        return Math.abs(drift) > fit.rmse();
    }

    String text() {
        return String.format(Locale.ROOT, "%.4g + %.4g * raw", fit.intercept(), fit.slope());
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("version", version)
                .put("equation", text())
                .put("reference", fit.reference())
                .put("fitted", fit.fitted())
                .put("intercept", fit.intercept())
                .put("slope", fit.slope())
                .put("hours", fit.hours())
                .put("days", fit.days())
                .put("rmse", Json.rounded(fit.rmse()))
                .put("rawRmse", Json.rounded(fit.rawRmse()))
                .put("drift", Json.rounded(drift));
        if (validity.from().isBefore(Instant.MAX)) {
            json.put("from", validity.from().toString()).put("by", validity.by());
        }
        if (validity.until().isBefore(Instant.MAX)) {
            json.put("until", validity.until().toString());
        }
        return json;
    }

    static Calibrated of(JsonNode json) {
        Fit fit = new Fit(
                json.path("reference").asText(),
                json.path("fitted").asText(),
                json.path("intercept").asDouble(),
                json.path("slope").asDouble(1),
                json.path("hours").asInt(),
                json.path("days").asInt(),
                json.path("rmse").asDouble(),
                json.path("rawRmse").asDouble());
        Validity validity = new Validity(
                instant(json.path("from")),
                instant(json.path("until")),
                json.path("by").asText());
        return new Calibrated(
                json.path("version").asInt(1), fit, validity, json.path("drift").asDouble());
    }

    private static Instant instant(JsonNode json) {
        return json.isTextual() ? Instant.parse(json.asText()) : Instant.MAX;
    }
}
