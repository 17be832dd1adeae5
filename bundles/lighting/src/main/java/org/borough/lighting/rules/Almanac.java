// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.borough.lighting.sun.Night;
import org.borough.lighting.sun.Sun;
import org.borough.twin.Place;

/** The switching times of one group: worked out once a day, asked at every tick. For one thread. */
public final class Almanac {

    private final Sun sun;
    private final ZoneId zone;
    private final Rules.Schedule schedule;
    private LocalDate day = LocalDate.MIN;
    private List<Night> nights = List.of();

    private Sky latest;

    public Almanac(Place place, ZoneId zone, Rules.Schedule schedule) {
        this.sun = new Sun(place, zone);
        this.zone = zone;
        this.schedule = schedule;
        this.latest = Sky.of(false, Instant.MIN, Instant.MAX, zone);
    }

    public Sky at(Instant now) {
        if (schedule.daylight() == Daylight.BURN) {
            return Sky.covered(zone);
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        if (!today.equals(day)) {
            nights = sun.nights(today, schedule.twilight()).stream()
                    .map(night -> night.moved(schedule.sunsetOffset(), schedule.sunriseOffset()))
                    .filter(night -> !night.isEmpty())
                    .toList();
            day = today;
            latest = look(now);
        } else if (!latest.covers(now)) {
            latest = look(now);
        }
        return latest;
    }

    private Sky look(Instant now) {
        return nights.stream()
                .filter(night -> night.has(now))
                .findFirst()
                .map(night -> Sky.of(true, night.from(), night.until(), zone))
                .orElseGet(() -> daylight(now));
    }

    private Sky daylight(Instant now) {
        Instant since = nights.stream()
                .map(Night::until)
                .filter(end -> !end.isAfter(now))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        Instant until = nights.stream()
                .map(Night::from)
                .filter(start -> start.isAfter(now))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        return Sky.of(false, since, until, zone);
    }
}
