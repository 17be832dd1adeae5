// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import java.time.Instant;
import java.time.ZoneId;

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

    // HH:mm by hand: a rehearsal of a year writes millions of them.
    static String clock(Instant time, ZoneId zone) {
        int offset = zone.getRules().getOffset(time).getTotalSeconds();
        int minutes = (int) Math.floorMod(time.getEpochSecond() + offset, 86_400L) / 60;
        int hour = minutes / 60;
        int minute = minutes % 60;
        char[] text = {
            (char) ('0' + hour / 10),
            (char) ('0' + hour % 10),
            ':',
            (char) ('0' + minute / 10),
            (char) ('0' + minute % 10)
        };
        return new String(text);
    }
}
