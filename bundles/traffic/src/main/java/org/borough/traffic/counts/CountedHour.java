// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.counts;

import java.time.LocalDateTime;

/**
 * What one counter counted in one hour.
 *
 * @param counter which one
 * @param at when the hour began, in local time
 * @param holiday whether it was a public holiday
 * @param uptime the share of the hour in which it counted, above 0
 * @param count passages in an hour
 */
public record CountedHour(String counter, LocalDateTime at, boolean holiday, double uptime, double count) {

    private static final int HOURS = 24;
    private static final int HOLIDAY = 7;

    /** The kind of day and the hour: Monday's first is 0, a holiday's come last. */
    int slot() {
        return (holiday ? HOLIDAY : at.getDayOfWeek().getValue() - 1) * HOURS + at.getHour();
    }
}
