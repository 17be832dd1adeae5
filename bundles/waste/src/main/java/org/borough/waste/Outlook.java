// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.learning.Skill;
import org.borough.thing.ThingId;
import org.borough.waste.forecast.Course;
import org.borough.waste.forecast.Fill;
import org.borough.waste.forecast.Forecast;
import org.borough.waste.forecast.NextDay;

/**
 * Forecasts for the containers of an area and how good they are: learned on all days but the last four weeks, tried on
 * these beside the two guesses that cost nothing, and per container the one that did best is used.
 */
final class Outlook {

    private static final int TRIED_DAYS = 28;
    private static final int FEWEST_TRIED = 7;

    private final Map<ThingId, Proven> proven = new HashMap<>();
    private final Optional<NextDay> model;

    /** Which forecast serves a container. */
    enum Method {
        /** The learned equations. */
        LEARNED,
        /** As today. */
        YESTERDAY,
        /** The container's mean. */
        MEAN,
        /** By how it usually fills: too little is known. */
        RISE
    }

    /**
     * How the methods did on the last four weeks of a container: mean absolute error in percent of its volume.
     *
     * @param days how many days were tried
     */
    record Proven(Method method, int days, double learnedMae, double yesterdayMae, double meanMae) {}

    private Outlook(Optional<NextDay> model) {
        this.model = model;
    }

    /** Nothing is learned yet. */
    static Outlook none() {
        return new Outlook(Optional.empty());
    }

    /** Learns from the days of containers. Takes seconds for hundreds of them. */
    static Outlook learned(Map<ThingId, List<Fill>> containers, LocalDate today) {
        LocalDate cut = today.minusDays(TRIED_DAYS);
        List<List<Fill>> before = containers.values().stream()
                .map(days ->
                        days.stream().filter(fill -> fill.day().isBefore(cut)).toList())
                .toList();
        Outlook outlook = new Outlook(model(containers.values()));
        model(before)
                .ifPresent(tried -> containers.forEach((id, days) -> outlook.proven.put(id, proven(tried, days, cut))));
        return outlook;
    }

    private static Optional<NextDay> model(Collection<List<Fill>> containers) {
        long days = containers.stream()
                .mapToLong(fills -> Math.max(0, fills.size() - 1))
                .sum();
        return days < 200 ? Optional.empty() : Optional.of(NextDay.learned(containers));
    }

    private static Proven proven(NextDay model, List<Fill> days, LocalDate cut) {
        Course course = new Course();
        List<Skill.Pair> learned = new ArrayList<>();
        List<Skill.Pair> yesterday = new ArrayList<>();
        List<Skill.Pair> mean = new ArrayList<>();
        for (Fill fill : days) {
            boolean next = course.last()
                    .filter(last -> last.day().plusDays(1).equals(fill.day()))
                    .isPresent();
            if (next && !fill.day().isBefore(cut)) {
                learned.add(new Skill.Pair(
                        fill.level(), model.after(course, fill.day()).level()));
                yesterday.add(
                        new Skill.Pair(fill.level(), course.last().orElseThrow().level()));
                mean.add(new Skill.Pair(fill.level(), course.mean()));
            }
            course.add(fill);
        }
        if (learned.size() < FEWEST_TRIED) {
            return new Proven(Method.RISE, learned.size(), Double.NaN, Double.NaN, Double.NaN);
        }
        double own = 10 * Skill.of(learned).mae();
        double same = 10 * Skill.of(yesterday).mae();
        double usual = 10 * Skill.of(mean).mae();
        Method best = own <= Math.min(same, usual) ? Method.LEARNED : same <= usual ? Method.YESTERDAY : Method.MEAN;
        return new Proven(best, learned.size(), own, same, usual);
    }

    Optional<Proven> proven(ThingId container) {
        return Optional.ofNullable(proven.get(container));
    }

    /** What a container will hold tomorrow, percent. */
    Forecast tomorrow(Container container, double level, LocalDate today) {
        Method method = proven(container.id()).map(Proven::method).orElse(Method.RISE);
        Course course = new Course();
        container.fills().stream().filter(fill -> fill.day().isBefore(today)).forEach(course::add);
        course.add(new Fill(today, level / 10));
        Proven how = proven.get(container.id());
        return switch (method) {
            case LEARNED -> percent(model.orElseThrow().after(course, today.plusDays(1)));
            case YESTERDAY -> around(level, how.yesterdayMae());
            case MEAN -> around(10 * course.mean(), how.meanMae());
            case RISE -> around(Math.min(100, level + container.usualRise()), container.usualRise() / 2);
        };
    }

    private static Forecast percent(Forecast tenths) {
        return new Forecast(10 * tenths.level(), 10 * tenths.low(), 10 * tenths.high(), tenths.dueChance());
    }

    /** Two mean absolute errors to each side hold about nine of ten. */
    private static Forecast around(double level, double mae) {
        double low = Math.max(0, level - 2 * mae);
        double high = Math.min(100, level + 2 * mae);
        double due = 10 * Fill.DUE;
        double chance = high <= low ? (level >= due ? 1 : 0) : Math.max(0, Math.min(1, (high - due) / (high - low)));
        return new Forecast(level, low, high, chance);
    }
}
