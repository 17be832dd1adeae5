// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.sun;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.borough.twin.Place;
import org.shredzone.commons.suncalc.SunTimes;

/** The nights of one place, from the sun's position. */
public final class Sun {

    private static final int DAYS_AROUND = 2;

    private final Place place;
    private final ZoneId zone;

    public Sun(Place place, ZoneId zone) {
        this.place = place;
        this.zone = zone;
    }

    /** When the sun comes up over the angle on a day of the zone, if it does. */
    public Optional<ZonedDateTime> rise(LocalDate day, Twilight twilight) {
        return Optional.ofNullable(times(day, twilight).getRise());
    }

    /** When the sun goes below the angle on a day of the zone, if it does. */
    public Optional<ZonedDateTime> set(LocalDate day, Twilight twilight) {
        return Optional.ofNullable(times(day, twilight).getSet());
    }

    /**
     * The nights around a day. Where the sun does not get low enough for the twilight in a night, the next brighter
     * twilight that it reaches counts: summer in the north must not leave the streets dark.
     */
    public List<Night> nights(LocalDate day, Twilight twilight) {
        List<Night> official = strict(day, Twilight.OFFICIAL);
        if (official.isEmpty() && !times(day, Twilight.OFFICIAL).isAlwaysDown()) {
            return List.of();
        }
        if (official.isEmpty()) {
            official = List.of(new Night(start(day.minusDays(DAYS_AROUND)), start(day.plusDays(DAYS_AROUND + 1L))));
        }
        List<Night> nights = new ArrayList<>();
        official.forEach(night -> nights.addAll(deepest(night, day, twilight)));
        return nights;
    }

    private List<Night> deepest(Night official, LocalDate day, Twilight twilight) {
        if (twilight == Twilight.OFFICIAL) {
            return List.of(official);
        }
        List<Night> inside = strict(day, twilight).stream()
                .filter(night -> night.within(official))
                .toList();
        return inside.isEmpty() ? deepest(official, day, twilight.brighter()) : inside;
    }

    private List<Night> strict(LocalDate day, Twilight twilight) {
        TreeSet<Instant> rises = new TreeSet<>();
        TreeSet<Instant> sets = new TreeSet<>();
        for (int offset = -DAYS_AROUND; offset <= DAYS_AROUND; offset++) {
            SunTimes times = times(day.plusDays(offset), twilight);
            Optional.ofNullable(times.getRise()).map(ZonedDateTime::toInstant).ifPresent(rises::add);
            Optional.ofNullable(times.getSet()).map(ZonedDateTime::toInstant).ifPresent(sets::add);
        }
        if (sets.isEmpty() && rises.isEmpty()) {
            return List.of();
        }
        Instant begin = start(day.minusDays(DAYS_AROUND));
        Instant end = start(day.plusDays(DAYS_AROUND + 1L));
        if (sets.isEmpty() || !rises.isEmpty() && rises.first().isBefore(sets.first())) {
            sets.add(begin);
        }
        List<Night> nights = new ArrayList<>();
        for (Instant set : sets) {
            nights.add(new Night(set, Optional.ofNullable(rises.higher(set)).orElse(end)));
        }
        return nights;
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private SunTimes times(LocalDate day, Twilight twilight) {
        return SunTimes.compute()
                .on(day.atStartOfDay(zone))
                .at(place.latitude(), place.longitude())
                .twilight(twilight.angle())
                .oneDay()
                .execute();
    }
}
