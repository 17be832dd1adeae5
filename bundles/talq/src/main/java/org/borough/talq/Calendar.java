// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * Which program counts on which days.
 *
 * @param id its id
 * @param ownerCMS the address of the CMS that made it
 * @param rules the first that fits a day counts
 * @param defaultProgram the program of days that no rule fits; may be empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Calendar(
        @JsonInclude(JsonInclude.Include.ALWAYS) String id,
        @JsonInclude(JsonInclude.Include.ALWAYS) String ownerCMS,
        List<Rule> rules,
        String defaultProgram) {

    /** Checks that id and owner are there. */
    public Calendar {
        Required.there(id, "id");
        Required.there(ownerCMS, "ownerCMS");
        rules = Required.list(rules);
        defaultProgram = Required.text(defaultProgram);
    }

    /** All programs that it names. */
    public List<String> programs() {
        List<String> all =
                new java.util.ArrayList<>(rules.stream().map(Rule::program).toList());
        if (!defaultProgram.isEmpty()) {
            all.add(defaultProgram);
        }
        return all.stream().distinct().toList();
    }

    /**
     * One rule.
     *
     * @param startDate from when on, {@code yyyy-mm-dd} or {@code --mm-dd}; may be empty
     * @param endDate until when, likewise
     * @param condition on which days in that time; empty for all
     * @param program which program counts then
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Rule(String startDate, String endDate, Optional<Condition> condition, String program) {

        private static final String FORM =
                "|\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])" + "|--(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";

        /** Checks program and dates. */
        public Rule {
            startDate = date(startDate, "startDate");
            endDate = date(endDate, "endDate");
            condition = condition == null ? Optional.empty() : condition;
            Required.there(program, "program");
        }

        private static String date(String text, String member) {
            String given = Required.text(text);
            if (!given.matches(FORM)) {
                throw new IllegalArgumentException(
                        "'" + member + "' is '" + given + "'; it must be as 2026-11-21 or --11-21");
            }
            return given;
        }
    }

    /**
     * Some days.
     *
     * @param type {@code ccDate} or {@code ccDay}
     * @param dates days of the year or month, for {@code ccDate}
     * @param days days of the week, for {@code ccDay}
     * @param occurrences which of them in a month, {@code 1} to {@code 5} or {@code L} for the last; all when empty
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Condition(String type, List<Dates> dates, List<Days> days, List<String> occurrences) {

        /** Checks that what its type needs is there. */
        public Condition {
            Required.there(type, "type");
            if (!type.equals("ccDate") && !type.equals("ccDay")) {
                throw new IllegalArgumentException("'type' is '" + type + "'; allowed are ccDate and ccDay");
            }
            Required.there(type.equals("ccDate") ? dates : days, type.equals("ccDate") ? "dates" : "days");
            dates = Required.list(dates);
            days = Required.list(days);
            occurrences = Required.list(occurrences);
        }
    }

    /** One day, or the days up to an end: {@code --mm-dd} in every year, {@code ---dd} in every month. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Dates(String start, String end) {

        private static final String FORM = "---(0[1-9]|[12]\\d|3[01])|--(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";

        /** Checks both ends. */
        public Dates {
            Required.there(start, "start");
            end = Required.text(end);
            if (!start.matches(FORM) || !end.isEmpty() && !end.matches(FORM)) {
                throw new IllegalArgumentException(
                        "'" + start + "' to '" + end + "' are no days; write --11-21 or ---21");
            }
        }
    }

    /** One day of the week, 1 is Monday, or the days up to an end. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Days(int start, Optional<Integer> end) {

        /** Checks both ends. */
        public Days {
            end = end == null ? Optional.empty() : end;
            if (start < 1 || start > 7 || end.orElse(7) < 1 || end.orElse(7) > 7) {
                throw new IllegalArgumentException("days of the week go from 1 for Monday to 7 for Sunday");
            }
        }
    }
}
