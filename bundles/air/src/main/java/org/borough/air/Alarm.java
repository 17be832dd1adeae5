// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.borough.air.rules.AirRules.Limit;

/**
 * An alert that holds.
 *
 * @param since the first hour of those that raised it
 * @param last the latest figure
 */
record Alarm(Limit limit, Instant since, double last) {

    private static final int LOOK_BACK = 24;

    /**
     * Whether an alert holds after an hour: it begins when the figure was at its limit or above for so many hours in a
     * row, and ends when it was below its end for as many. Hours without a figure change nothing.
     *
     * @param before the alert that held at the last look, perhaps before a restart; null when none did
     * @param windows for so many hours before the hour: hourly means, latest first
     */
    static Optional<Alarm> of(Limit limit, Alarm before, Instant hour, IntFunction<double[]> windows) {
        Alarm active = before;
        int high = 0;
        int low = 0;
        for (int back = LOOK_BACK - 1; back >= 0; back--) {
            OptionalDouble figure = limit.averaging().of(windows.apply(back));
            if (figure.isEmpty()) {
                continue;
            }
            double value = figure.getAsDouble();
            high = value >= limit.above() ? high + 1 : 0;
            low = value < limit.below() ? low + 1 : 0;
            Instant now = hour.minus(back, ChronoUnit.HOURS);
            if (active != null) {
                active = low >= limit.hours() ? null : new Alarm(limit, active.since(), value);
            } else if (high >= limit.hours()) {
                active = new Alarm(limit, now.minus(limit.hours() - 1L, ChronoUnit.HOURS), value);
            }
        }
        return Optional.ofNullable(active);
    }

    String words(String place) {
        return place + ": " + limit.pollutant().key() + " (" + limit.averaging().key() + ") was "
                + Json.words(limit.above()) + " " + limit.pollutant().unit() + " or more for " + limit.hours()
                + " hour(s) in a row from " + since + "; now " + Json.words(last) + ". It ends below "
                + Json.words(limit.below()) + " for as long.";
    }
}
