// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.borough.rulebook.Effect;
import org.borough.rulebook.Rehearsal;
import org.borough.thing.BoroughException;
import org.borough.thing.ThingId;
import org.borough.waste.forecast.Fill;
import org.borough.waste.rules.WasteRules;

/** Lets the last weeks pass again under the rules in force and under others: how often, and how often too late. */
final class Rounds implements Rehearsal<WasteRules> {

    private static final int DAYS = 56;

    private final Function<ThingId, List<List<Fill>>> days;
    private final Executor executor;
    private final Clock clock;

    /** @param days the days of an area's containers, callable on the thread of the service */
    Rounds(Function<ThingId, List<List<Fill>>> days, Executor executor, Clock clock) {
        this.days = days;
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Effect> rehearse(ThingId thing, WasteRules present, WasteRules proposed) {
        LocalDate from = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS);
        List<List<Fill>> past = days.apply(thing).stream()
                .map(fills -> fills.stream()
                        .filter(fill -> !fill.day().isBefore(from))
                        .toList())
                .filter(fills -> fills.size() > 1)
                .toList();
        if (past.isEmpty()) {
            return CompletableFuture.completedStage(
                    Effect.unknown("No container of this area has measured days to rehearse with yet."));
        }
        try {
            return CompletableFuture.supplyAsync(() -> effect(past, present, proposed), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(
                    new BoroughException("too many plans wait already; try again in a minute", e));
        }
    }

    private static Effect effect(List<List<Fill>> past, WasteRules present, WasteRules proposed) {
        Tally before = Tally.of(past, present.due());
        Tally after = Tally.of(past, proposed.due());
        List<String> words = after.overflowDays() > before.overflowDays()
                ? List.of("More containers would have stood at overflowPercent or above.")
                : List.of();
        return new Effect(
                past.size() + " containers with "
                        + past.stream().mapToInt(List::size).sum() + " measured days of the last " + DAYS + ".",
                Json.object().put("collections", before.collections()).put("overflowDays", before.overflowDays()),
                Json.object().put("collections", after.collections()).put("overflowDays", after.overflowDays()),
                words);
    }

    /**
     * What a rule comes to: containers fill by the rises that were measured and are emptied when the rule says so.
     *
     * @param collections how often a container is emptied
     * @param overflowDays how often one stands at the overflow level of its rule or above
     */
    record Tally(int collections, int overflowDays) {

        static Tally of(List<List<Fill>> past, WasteRules.Due due) {
            int collections = 0;
            int overflowDays = 0;
            for (List<Fill> days : past) {
                double level = 10 * days.get(0).level();
                int waited = 0;
                double usual = usualRise(days);
                for (int i = 1; i < days.size(); i++) {
                    double rise = 10 * (days.get(i).level() - days.get(i - 1).level());
                    // An emptying hides what came in on that day; the usual rise stands for it.
                    level += rise < 0 ? usual : rise;
                    waited++;
                    overflowDays += level >= due.overflowPercent() ? 1 : 0;
                    boolean collect = level >= due.collectPercent()
                            || level + usual >= due.overflowPercent()
                            || waited >= due.longestDays();
                    if (collect) {
                        collections++;
                        level = 0;
                        waited = 0;
                    }
                }
            }
            return new Tally(collections, overflowDays);
        }

        private static double usualRise(List<Fill> days) {
            double sum = 0;
            int count = 0;
            for (int i = 1; i < days.size(); i++) {
                double rise = 10 * (days.get(i).level() - days.get(i - 1).level());
                sum += Math.max(0, rise);
                count += rise >= 0 ? 1 : 0;
            }
            return count == 0 ? 0 : sum / count;
        }
    }

    /** The days of areas by their ids. */
    static Function<ThingId, List<List<Fill>>> of(Map<ThingId, Area> areas) {
        return id -> areas.containsKey(id) ? List.copyOf(areas.get(id).days().values()) : List.of();
    }
}
