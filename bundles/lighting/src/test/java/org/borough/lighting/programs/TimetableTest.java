// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.programs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.borough.rulebook.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Moment.SunOf NO_SUN = (event, evening) -> Optional.empty();
    private static final String PROGRAMS = "'programs':[{'name':'workday','steps':[{'at':'22:00','level':60},"
            + "{'at':'02:30','level':40},{'at':'05:00','level':100}]},{'name':'weekend','steps':[{'at':'01:00','level':60}]},"
            + "{'name':'feast','steps':[]}]";
    private static final String CALENDAR = ",'calendar':[{'program':'workday'},"
            + "{'program':'weekend','days':['fri','sat','holiday']},"
            + "{'program':'feast','dates':['2026-12-24','12-31']},"
            + "{'program':'weekend','from':'11-30','until':'01-06','days':['thu']}],"
            + "'holidays':['easter+1','12-25','2026-10-03']";

    @ParameterizedTest
    @CsvSource({
        "2026-11-19T23:00,workday,22:00", // a Thursday
        "2026-11-20T03:00,workday,02:30", // the night of Thursday goes on
        "2026-11-20T13:00,weekend,", // Friday's night begins at noon
        "2026-11-20T23:00,weekend,",
        "2026-11-21T01:00,weekend,01:00",
        "2026-11-23T06:00,workday,05:00", // the night of Sunday
        "2026-12-24T23:00,feast,", // a single date goes before a season
        "2026-12-25T23:00,weekend,", // a holiday every year
        "2026-12-31T18:00,feast,", // a day of every year
        "2026-12-17T18:00,weekend,", // Thursday in the season
        "2027-01-07T18:00,workday,", // Thursday after it
        "2026-04-06T18:00,weekend,", // Easter Monday
        "2027-03-29T18:00,weekend,"
    })
    void the_calendar_says_which_program_applies_to_the_night_of_an_evening(String time, String program, String step) {
        Timetable.Standing standing = table(PROGRAMS + CALENDAR, BERLIN).at(at(time));
        assertThat(standing.choice().orElseThrow().program().name()).isEqualTo(program);
        assertThat(standing.step().map(Step::text).orElse(null)).isEqualTo(step);
    }

    @Test
    void it_says_why_a_program_applies() {
        Timetable table = table(PROGRAMS + CALENDAR, BERLIN);
        assertThat(table.at(at("2026-12-24T23:00")).choice().orElseThrow().why().words())
                .isEqualTo("a single date");
        assertThat(table.at(at("2026-12-25T23:00")).choice().orElseThrow().why().words())
                .isEqualTo("a holiday");
    }

    @Test
    void a_time_that_is_skipped_in_spring_comes_as_much_later() {
        Timetable table = table(PROGRAMS, BERLIN, "workday");
        // At 02:00 of 2026-03-29 the clock goes to 03:00.
        assertThat(step(table, "2026-03-29T00:59:00Z")).isEqualTo("22:00");
        assertThat(step(table, "2026-03-29T01:29:59Z")).isEqualTo("22:00");
        assertThat(step(table, "2026-03-29T01:30:00Z")).isEqualTo("02:30");
        assertThat(step(table, "2026-03-29T02:59:59Z")).isEqualTo("02:30");
        assertThat(step(table, "2026-03-29T03:00:00Z")).isEqualTo("05:00");
        assertThat(table.at(Instant.parse("2026-03-29T09:59:59Z")).until()).isEqualTo("2026-03-29T10:00:00Z");
    }

    @Test
    void of_a_time_that_comes_twice_in_autumn_the_first_counts_and_once() {
        Timetable table = table(PROGRAMS, BERLIN, "workday");
        // At 03:00 of 2026-10-25 the clock goes back to 02:00.
        assertThat(step(table, "2026-10-25T00:29:59Z")).isEqualTo("22:00");
        assertThat(step(table, "2026-10-25T00:30:00Z")).isEqualTo("02:30");
        assertThat(step(table, "2026-10-25T01:30:00Z")).isEqualTo("02:30");
        assertThat(step(table, "2026-10-25T03:59:59Z")).isEqualTo("02:30");
        assertThat(step(table, "2026-10-25T04:00:00Z")).isEqualTo("05:00");
    }

    @Test
    void steps_by_the_sun_move_with_it_and_are_left_out_where_it_does_not_set() {
        String programs =
                "'programs':[{'name':'sun','steps':[{'at':'sunset+90','level':60},{'at':'dawn-30','level':100}]}]";
        Instant sunset = Instant.parse("2026-11-21T15:00:00Z");
        Timetable table = new Timetable(
                calendar(programs),
                BERLIN,
                (event, evening) -> event == Moment.Event.SUNSET
                        ? Optional.of(sunset)
                        : Optional.of(Instant.parse("2026-11-22T06:30:00Z")));
        assertThat(step(table, "2026-11-21T16:29:00Z")).isNull();
        assertThat(step(table, "2026-11-21T16:30:00Z")).isEqualTo("sunset+90");
        assertThat(step(table, "2026-11-22T06:00:00Z")).isEqualTo("dawn-30");
        assertThat(step(table(programs, BERLIN), "2026-11-21T23:00:00Z")).isNull();
    }

    @Test
    void wrong_programs_are_refused_with_what_is_allowed() throws IOException {
        Fields fields = fields("'programs':[{'name':'a','steps':[{'at':'25:00','level':60},{'at':'late','level':60}]},"
                + "{'name':'a','steps':[]}],'calendar':[{'program':'b','days':['someday']}],'holidays':['13-01']");
        ProgramsJson.read(fields, (inner, where) -> Optional.of(new Step.Level(inner.number("level", 100, 0, 100))));
        assertThat(fields.problems().toString())
                .contains("at is \"25:00\"; it must be a time such as 22:30, or dusk, dawn, sunset or sunrise")
                .contains("days has \"someday\"; it must be mon, tue, wed, thu, fri, sat, sun or holiday.")
                .contains("holidays has \"13-01\"; it must be a day such as 2026-12-24");
        Fields two = fields("'programs':[{'name':'a','steps':[]},{'name':'b','steps':[]}]");
        ProgramsJson.read(two, (inner, where) -> Optional.empty());
        assertThat(two.problems())
                .containsExactly("calendar is missing; it must say which of the programs applies when.");
    }

    @Test
    void easter_is_known() {
        assertThat(Holidays.easter(2024)).isEqualTo(LocalDate.parse("2024-03-31"));
        assertThat(Holidays.easter(2026)).isEqualTo(LocalDate.parse("2026-04-05"));
        assertThat(Holidays.easter(2038)).isEqualTo(LocalDate.parse("2038-04-25"));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private static String step(Timetable table, String at) {
        return table.at(Instant.parse(at)).step().map(Step::text).orElse(null);
    }

    private static Timetable table(String rules, ZoneId zone) {
        return new Timetable(calendar(rules), zone, NO_SUN);
    }

    private static Timetable table(String rules, ZoneId zone, String program) {
        return table(rules + ",'calendar':[{'program':'" + program + "'}]", zone);
    }

    private static Calendar calendar(String rules) {
        try {
            Fields fields = fields(rules);
            Optional<Calendar> calendar = ProgramsJson.read(
                    fields, (inner, where) -> Optional.of(new Step.Level(inner.number("level", 100, 0, 100))));
            assertThat(fields.problems()).isEmpty();
            return calendar.orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Fields fields(String rules) throws IOException {
        return new Fields(new ObjectMapper().readTree(("{" + rules + "}").replace('\'', '"')));
    }
}
