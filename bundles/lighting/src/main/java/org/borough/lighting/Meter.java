// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.borough.lighting.faults.FaultRules;
import org.borough.lighting.faults.LampWatch;

/**
 * What one lamp used, beside what it would have used burning at full level from dusk to dawn. Takes the meter's readings
 * where there are any that can be believed, else the power that the lamp reports, else a model: rated power by level and
 * dimming curve. A lamp that nobody sees counts for neither side.
 */
final class Meter {

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private Method method = Method.UNKNOWN;
    private double used;
    private double baseline;
    private double baselineSinceReading;

    /** Where the figures come from. */
    enum Method {
        MEASURED,
        MODELLED,
        /** It is silent. */
        UNSEEN,
        /** Neither measured nor is its rated power known. */
        UNKNOWN
    }

    /** What is to be added, in Wh. */
    record Usage(Method method, double used, double baseline) {}

    /**
     * The time since the last call.
     *
     * @param watts the lamp's rated power, 0 when it is unknown
     * @param fullLevel percent of it in the baseline, 0 by day
     * @param wanted the level that is wanted of the lamp
     */
    record Span(double watts, double fullLevel, double wanted, Duration time) {

        double hours() {
            return time.toMillis() / MILLIS_PER_HOUR;
        }

        double baseline() {
            return watts * fullLevel / 100 * hours();
        }
    }

    /** Goes on from the account of before a restart. */
    void restore(JsonNode account) {
        used = account.path("usedWh").asDouble();
        baseline = account.path("baselineWh").asDouble();
    }

    /** Accounts for the time since the last call. */
    Usage account(LampWatch watch, FaultRules rules, Span span, Instant now) {
        Usage usage = usage(watch, rules, span, now);
        method = usage.method();
        used += usage.used();
        baseline += usage.baseline();
        return usage;
    }

    private Usage usage(LampWatch watch, FaultRules rules, Span span, Instant now) {
        if (span.watts() <= 0) {
            return new Usage(Method.UNKNOWN, 0, 0);
        }
        if (watch.isMetered()) {
            return metered(watch.takeEnergy(), span.baseline(), watch.isUnseen());
        }
        if (watch.isUnseen()) {
            return new Usage(Method.UNSEEN, 0, 0);
        }
        OptionalDouble power = watch.watts(rules, now);
        if (power.isPresent()) {
            return new Usage(Method.MEASURED, power.getAsDouble() * span.hours(), span.baseline());
        }
        double level = Double.isNaN(watch.level()) ? span.wanted() : watch.level();
        double share = Double.isNaN(level) ? 0 : rules.power().curve().share(level);
        return new Usage(Method.MODELLED, span.watts() * share * span.hours(), span.baseline());
    }

    // Readings come seldom: the baseline waits for them, so that both always cover the same time.
    private Usage metered(OptionalDouble reading, double passing, boolean unseen) {
        baselineSinceReading += passing;
        Method how = unseen ? Method.UNSEEN : Method.MEASURED;
        if (reading.isEmpty()) {
            return new Usage(how, 0, 0);
        }
        boolean comparable = !Double.isNaN(reading.getAsDouble());
        Usage usage = comparable ? new Usage(how, reading.getAsDouble(), baselineSinceReading) : new Usage(how, 0, 0);
        baselineSinceReading = 0;
        return usage;
    }

    Method method() {
        return method;
    }

    /** Wh since it is counted. */
    double used() {
        return used;
    }

    /** Wh of the baseline over the same time. */
    double baseline() {
        return baseline;
    }
}
