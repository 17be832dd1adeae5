// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.borough.lighting.programs.Moment;
import org.borough.lighting.sun.Night;
import org.borough.lighting.sun.Sun;
import org.borough.lighting.sun.Twilight;
import org.borough.twin.Place;

/** The sun as programs ask for it. */
final class SunOfNight implements Moment.SunOf {

    private final Sun sun;
    private final ZoneId zone;
    private final Rules.Schedule schedule;

    SunOfNight(Place place, ZoneId zone, Rules.Schedule schedule) {
        this.sun = new Sun(place, zone);
        this.zone = zone;
        this.schedule = schedule;
    }

    @Override
    public Optional<Instant> at(Moment.Event event, LocalDate evening) {
        return switch (event) {
            case SUNSET -> sun.set(evening, Twilight.OFFICIAL).map(ZonedDateTime::toInstant);
            case SUNRISE -> sun.rise(evening.plusDays(1), Twilight.OFFICIAL).map(ZonedDateTime::toInstant);
            case DUSK -> night(evening).map(Night::from);
            case DAWN -> night(evening).map(Night::until);
        };
    }

    /** The night that begins between the noons around it. */
    private Optional<Night> night(LocalDate evening) {
        Instant begin = Moment.noon(evening, zone);
        Instant end = Moment.noon(evening.plusDays(1), zone);
        return sun.nights(evening, schedule.twilight()).stream()
                .map(night -> night.moved(schedule.sunsetOffset(), schedule.sunriseOffset()))
                .filter(night -> !night.isEmpty()
                        && !night.from().isBefore(begin)
                        && night.from().isBefore(end))
                .findFirst();
    }
}
