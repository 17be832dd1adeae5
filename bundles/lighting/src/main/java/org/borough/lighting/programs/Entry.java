// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.programs;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;
import java.util.Set;

/**
 * One line of a calendar: in which nights a program applies.
 *
 * @param dates single days; none for all
 * @param holidays whether holidays are meant
 * @param days days of the week; none for all
 * @param season days of the year; empty for all
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Entry(Program program, Holidays dates, boolean holidays, Set<DayOfWeek> days, Optional<Season> season) {

    /** Keeps its own copy. */
    public Entry {
        days = Set.copyOf(days);
    }

    /** From a day of the year to another, which may lie in the next year. */
    public record Season(MonthDay from, MonthDay until) {

        boolean has(LocalDate date) {
            MonthDay day = MonthDay.from(date);
            boolean after = !day.isBefore(from);
            boolean before = !day.isAfter(until);
            return from.isAfter(until) ? after || before : after && before;
        }
    }

    /** Why a line applies; the first reason goes before the others. */
    public enum Why {
        DATE("a single date"),
        HOLIDAY("a holiday"),
        SEASON_AND_DAY("a day of the week in a season"),
        SEASON("a season"),
        DAY("a day of the week"),
        ALWAYS("every night");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        /** It for a person. */
        public String words() {
            return words;
        }
    }

    /** Why it applies in the night of an evening; empty when it does not. */
    Optional<Why> applies(LocalDate evening, Holidays known) {
        if (!dates.days().isEmpty() && dates.has(evening)) {
            return Optional.of(Why.DATE);
        }
        if (season.isPresent() && !season.get().has(evening)) {
            return Optional.empty();
        }
        if (holidays && known.has(evening)) {
            return Optional.of(Why.HOLIDAY);
        }
        if (days.contains(evening.getDayOfWeek())) {
            return Optional.of(season.isPresent() ? Why.SEASON_AND_DAY : Why.DAY);
        }
        boolean any = dates.days().isEmpty() && !holidays && days.isEmpty();
        if (!any) {
            return Optional.empty();
        }
        return Optional.of(season.isPresent() ? Why.SEASON : Why.ALWAYS);
    }
}
