// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.programs;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days given as one day, a day of every year, or days from Easter Sunday on. */
public record Holidays(List<Day> days) {

    /** What is allowed, for a person. */
    public static final String ALLOWED =
            "a day such as 2026-12-24, a day of every year such as 12-25, or days from Easter such as easter+1";

    private static final Pattern EASTER = Pattern.compile("easter([+-][0-9]{1,3})?");
    private static final Holidays NONE = new Holidays(List.of());

    /** Keeps its own copy. */
    public Holidays {
        days = List.copyOf(days);
    }

    /** One entry, and whether a date is meant. */
    public record Day(String text, Predicate<LocalDate> meant) {}

    /** No day at all. */
    public static Holidays none() {
        return NONE;
    }

    /** Reads an entry; empty when it is none. */
    public static Optional<Day> day(String text) {
        try {
            Matcher easter = EASTER.matcher(text);
            if (easter.matches()) {
                int after = easter.group(1) == null ? 0 : Integer.parseInt(easter.group(1));
                return Optional.of(new Day(
                        text, date -> easter(date.minusDays(after).getYear()).equals(date.minusDays(after))));
            }
            if (text.length() == "12-25".length()) {
                MonthDay day = MonthDay.parse("--" + text);
                return Optional.of(new Day(text, date -> MonthDay.from(date).equals(day)));
            }
            LocalDate one = LocalDate.parse(text);
            return Optional.of(new Day(text, one::equals));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whether a date is one of them. */
    public boolean has(LocalDate date) {
        return days.stream().anyMatch(day -> day.meant().test(date));
    }

    /** Easter Sunday of a year by the Gregorian calendar (Meeus, Astronomical Algorithms). */
    static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
        int m = (a + 11 * d + 22 * e) / 451;
        int sum = d + e - 7 * m + 114;
        return LocalDate.of(year, sum / 31, sum % 31 + 1);
    }
}
