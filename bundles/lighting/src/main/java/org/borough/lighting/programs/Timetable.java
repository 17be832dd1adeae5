// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.programs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The steps of one night at their times: worked out once a night, asked at every tick. For one thread. */
public final class Timetable {

    private final Calendar calendar;
    private final ZoneId zone;
    private final Moment.SunOf sun;
    private LocalDate evening = LocalDate.MIN;
    private Optional<Calendar.Choice> choice = Optional.empty();
    private List<Due> steps = List.of();

    /** Of this calendar at a place with this sun. */
    public Timetable(Calendar calendar, ZoneId zone, Moment.SunOf sun) {
        this.calendar = calendar;
        this.zone = zone;
        this.sun = sun;
    }

    private record Due(Instant at, Step step) {}

    /**
     * Where a night stands.
     *
     * @param evening on which it began
     * @param choice the program and why; empty when none applies
     * @param step the latest step; empty before the first
     * @param since when that came
     * @param before the step before it; empty for the rules
     * @param until when something else comes
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    public record Standing(
            LocalDate evening,
            Optional<Calendar.Choice> choice,
            Optional<Step> step,
            Instant since,
            Optional<Step> before,
            Instant until) {}

    /** Where it stands now. */
    public Standing at(Instant now) {
        LocalDate today = Moment.evening(now, zone);
        if (!today.equals(evening)) {
            evening = today;
            choice = calendar.of(today);
            steps = choice.map(chosen -> due(chosen.program())).orElse(List.of());
        }
        int next = 0;
        while (next < steps.size() && !steps.get(next).at().isAfter(now)) {
            next++;
        }
        Instant until = next < steps.size() ? steps.get(next).at() : Moment.noon(evening.plusDays(1), zone);
        return new Standing(
                evening,
                choice,
                next > 0 ? Optional.of(steps.get(next - 1).step()) : Optional.empty(),
                next > 0 ? steps.get(next - 1).at() : Moment.noon(evening, zone),
                next > 1 ? Optional.of(steps.get(next - 2).step()) : Optional.empty(),
                until);
    }

    private List<Due> due(Program program) {
        List<Due> all = new ArrayList<>();
        Instant begin = Moment.noon(evening, zone);
        Instant end = Moment.noon(evening.plusDays(1), zone);
        for (Step step : program.steps()) {
            step.at()
                    .in(evening, zone, sun)
                    .filter(at -> !at.isBefore(begin) && at.isBefore(end))
                    .ifPresent(at -> all.add(new Due(at, step)));
        }
        all.sort(Comparator.comparing(Due::at));
        return all;
    }
}
