// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.programs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time at which something happens in a night, which reaches from noon to noon. */
public sealed interface Moment {

    /** What is allowed, for a person. */
    String ALLOWED = "a time such as 22:30, or dusk, dawn, sunset or sunrise with minutes such as sunset+30";

    /** By the clock on the wall. */
    record Clock(LocalTime time) implements Moment {}

    /** By the sun. */
    record ByTheSun(Event event, Duration offset) implements Moment {}

    /** What the sun does. */
    enum Event {
        /** The lamps come on. */
        DUSK,
        /** The lamps go off. */
        DAWN,
        /** The sun goes down. */
        SUNSET,
        /** The sun comes up. */
        SUNRISE
    }

    /** When the sun does something in the night that begins on the evening of a day; empty where it does not. */
    interface SunOf {
        /** When it happens. */
        Optional<Instant> at(Event event, LocalDate evening);
    }

    /** Reads it; empty when it is none. */
    static Optional<Moment> parse(String text) {
        Matcher matcher =
                Pattern.compile("(dusk|dawn|sunset|sunrise)([+-][0-9]{1,3})?").matcher(text.strip());
        if (matcher.matches()) {
            int minutes = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
            Event event = Event.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
            return Optional.of(new ByTheSun(event, Duration.ofMinutes(minutes)));
        }
        try {
            return Optional.of(new Clock(LocalTime.parse(text.strip())));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * When that is in the night of an evening. A time of the clock that is skipped in spring comes as much later; of one
     * that comes twice in autumn the first counts.
     */
    default Optional<Instant> in(LocalDate evening, ZoneId zone, SunOf sun) {
        if (this instanceof Clock clock) {
            LocalDate day = clock.time().isBefore(LocalTime.NOON) ? evening.plusDays(1) : evening;
            return Optional.of(day.atTime(clock.time()).atZone(zone).toInstant());
        }
        ByTheSun moment = (ByTheSun) this;
        return sun.at(moment.event(), evening).map(time -> time.plus(moment.offset()));
    }

    /** The evening whose night a time belongs to. */
    static LocalDate evening(Instant now, ZoneId zone) {
        LocalDate day = now.atZone(zone).toLocalDate();
        return now.atZone(zone).toLocalTime().isBefore(LocalTime.NOON) ? day.minusDays(1) : day;
    }

    /** When the night of an evening begins: at noon. */
    static Instant noon(LocalDate evening, ZoneId zone) {
        return evening.atTime(LocalTime.NOON).atZone(zone).toInstant();
    }
}
