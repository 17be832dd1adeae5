// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * What the sun does now, as the schedule of a group sees it.
 *
 * @param night whether the lamps are due
 * @param since when that began; the far past when it was not lately
 * @param until when it ends; the far future when it is not soon
 * @param zone the zone in which times are told
 * @param words all of it for a person
 */
public record Sky(boolean night, Instant since, Instant until, ZoneId zone, String words) {

    public static Sky of(boolean night, Instant since, Instant until, ZoneId zone) {
        String words = (night ? "night" : "daylight")
                + (since.equals(Instant.MIN) ? "" : " since " + clock(since, zone))
                + (until.equals(Instant.MAX) ? "" : " until " + clock(until, zone));
        return new Sky(night, since, until, zone, words);
    }

    /** Under a roof the sun does not matter. */
    public static Sky covered(ZoneId zone) {
        return new Sky(true, Instant.MIN, Instant.MAX, zone, "lit by day and night");
    }

    public boolean covers(Instant now) {
        return !now.isBefore(since) && now.isBefore(until);
    }

    /** A time of day for a person. */
    public String clock(Instant time) {
        return clock(time, zone);
    }

    // Cut to the minute a time of day is written as HH:mm, and quicker than by a formatter.
    static String clock(Instant time, ZoneId zone) {
        return time.atZone(zone).toLocalTime().truncatedTo(ChronoUnit.MINUTES).toString();
    }
}
