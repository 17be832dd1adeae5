// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.programs;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.borough.rulebook.Fields;

/** Reads what a group's rules say about programs and their calendar. */
public final class ProgramsJson {

    /** The keys that this reads. */
    public static final List<String> KEYS = List.of("programs", "calendar", "holidays");

    private static final String HOLIDAY = "holiday";
    private static final Map<String, DayOfWeek> DAYS = days();

    private ProgramsJson() {}

    private static Map<String, DayOfWeek> days() {
        Map<String, DayOfWeek> days = new HashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day.name().substring(0, 3).toLowerCase(Locale.ROOT), day);
        }
        return days;
    }

    /**
     * Reads it.
     *
     * @param wanted reads what a step asks for, by the step's fields and its name for a person
     */
    public static Optional<Calendar> read(Fields fields, BiFunction<Fields, String, Optional<Step.Wanted>> wanted) {
        List<Program> programs = fields.list("programs", inner -> program(inner, wanted));
        Set<String> names = new HashSet<>();
        programs.forEach(program ->
                fields.require(names.add(program.name()), "programs: two of them are named " + program.name() + "."));
        Holidays holidays = dates(fields, "holidays");
        List<Entry> entries = fields.list("calendar", inner -> entry(inner, programs));
        if (!fields.has("programs")) {
            fields.require(entries.isEmpty(), "calendar needs programs; none is there.");
            return Optional.empty();
        }
        if (!fields.has("calendar") && programs.size() == 1) {
            entries = List.of(new Entry(
                    programs.get(0), Holidays.none(), false, EnumSet.noneOf(DayOfWeek.class), Optional.empty()));
        }
        fields.require(
                fields.has("calendar") || programs.size() < 2,
                "calendar is missing; it must say which of the programs applies when.");
        return entries.isEmpty() ? Optional.empty() : Optional.of(new Calendar(entries, holidays));
    }

    private static Program program(Fields fields, BiFunction<Fields, String, Optional<Step.Wanted>> wanted) {
        String name = fields.required("name", "workday");
        fields.require(fields.has("steps"), "steps is missing; it must be a list of what happens when.");
        return new Program(name, fields.list("steps", inner -> step(inner, name, wanted)));
    }

    private static Step step(Fields fields, String program, BiFunction<Fields, String, Optional<Step.Wanted>> wanted) {
        String text = fields.required("at", "22:30");
        Optional<Moment> at = Moment.parse(text);
        fields.require(text.isEmpty() || at.isPresent(), "at is \"" + text + "\"; it must be " + Moment.ALLOWED + ".");
        Optional<Double> dim =
                fields.has("dimLevel") ? Optional.of(fields.number("dimLevel", 100, 0, 100)) : Optional.empty();
        return new Step(
                at.orElseGet(() -> Moment.parse("12:00").orElseThrow()),
                text,
                wanted.apply(fields, "program " + program + " at " + text).orElse(new Step.Level(100)),
                dim,
                fields.minutes("fadeMinutes", 0, 0, 180));
    }

    private static Entry entry(Fields fields, List<Program> programs) {
        String name = fields.required("program", "workday");
        Optional<Program> program =
                programs.stream().filter(one -> one.name().equals(name)).findFirst();
        fields.require(
                name.isEmpty() || program.isPresent(),
                "program is \"" + name + "\"; it must be one of "
                        + String.join(", ", programs.stream().map(Program::name).toList()) + ".");
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        boolean holiday = false;
        for (String day : fields.texts("days")) {
            holiday |= day.equals(HOLIDAY);
            Optional.ofNullable(DAYS.get(day)).ifPresent(days::add);
            fields.require(
                    day.equals(HOLIDAY) || DAYS.containsKey(day),
                    "days has \"" + day + "\"; it must be mon, tue, wed, thu, fri, sat, sun or holiday.");
        }
        return new Entry(
                program.orElseGet(() -> new Program(name, List.of())),
                dates(fields, "dates"),
                holiday,
                days,
                season(fields));
    }

    private static Holidays dates(Fields fields, String key) {
        List<Holidays.Day> days = new ArrayList<>();
        for (String text : fields.texts(key)) {
            Optional<Holidays.Day> day = Holidays.day(text);
            day.ifPresent(days::add);
            fields.require(day.isPresent(), key + " has \"" + text + "\"; it must be " + Holidays.ALLOWED + ".");
        }
        return new Holidays(days);
    }

    private static Optional<Entry.Season> season(Fields fields) {
        Optional<MonthDay> from = monthDay(fields, "from");
        Optional<MonthDay> until = monthDay(fields, "until");
        fields.require(from.isPresent() == until.isPresent(), "from and until must be given together.");
        return from.flatMap(first -> until.map(last -> new Entry.Season(first, last)));
    }

    private static Optional<MonthDay> monthDay(Fields fields, String key) {
        String text = fields.text(key);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(MonthDay.parse("--" + text));
        } catch (DateTimeException e) {
            fields.require(false, key + " is \"" + text + "\"; it must be a day of the year such as 11-01.");
            return Optional.empty();
        }
    }
}
