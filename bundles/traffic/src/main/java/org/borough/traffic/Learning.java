// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.borough.thing.ThingId;
import org.borough.traffic.forecast.Shape;
import org.borough.traffic.rules.TrafficRules;

/** Has the forecast of one area learned anew from time to time, beside the thread that watches. For that thread. */
final class Learning {

    /** What is learned together grows with the square of the segments. */
    private static final int MOST = 256;

    private static final double COVERED = 0.7;

    private final Executor executor;
    private CompletableFuture<Outlook> running = CompletableFuture.completedFuture(null);
    private Optional<Outlook> outlook = Optional.empty();
    private Instant due = Instant.MIN;
    private String words = "Nothing was learned yet.";

    Learning(Executor executor) {
        this.executor = executor;
    }

    Optional<Outlook> outlook() {
        return outlook;
    }

    /** How the learning is, for a person. */
    String words() {
        return words;
    }

    /** Takes what was learned since, and begins anew when it is time. */
    void look(List<Segment> segments, TrafficRules.Learning rules, Instant now) {
        if (!running.isDone()) {
            return;
        }
        take();
        if (!due.isAfter(now)) {
            begin(segments, rules, now);
        }
    }

    private void take() {
        try {
            Outlook learned = running.join();
            if (learned != null) {
                outlook = Optional.of(learned);
                words = "Learned of " + learned.segments().size() + " segments up to "
                        + Course.start(learned.learnedTo()) + ".";
            }
        } catch (CompletionException e) {
            words = "Learning failed, what was learned before stays: "
                    + e.getCause().getMessage();
        }
        running = CompletableFuture.completedFuture(null);
    }

    private void begin(List<Segment> segments, TrafficRules.Learning rules, Instant now) {
        long to = Course.step(now);
        int needed = (int) (rules.needed().toMinutes() / Outlook.MINUTES);
        List<Segment> known = segments.stream()
                .filter(segment -> to - segment.course().first(to) >= needed)
                .filter(segment -> coverage(segment, to, needed) >= COVERED)
                .limit(MOST)
                .toList();
        if (known.isEmpty()) {
            words = "No segment has " + rules.needed().toHours() + " hours of speeds yet: the last value is told.";
            due = now.plus(Duration.ofMinutes(5));
            return;
        }
        long from = known.stream()
                .mapToLong(segment -> segment.course().first(to))
                .max()
                .orElse(to);
        double[][] rows = rows(known, from, to);
        List<ThingId> ids = known.stream().map(Segment::id).toList();
        try {
            running = CompletableFuture.supplyAsync(() -> Outlook.learned(ids, rows, to), executor);
            due = now.plus(rules.every());
        } catch (RejectedExecutionException e) {
            words = "Learning waits: others learn.";
        }
    }

    private static double coverage(Segment segment, long to, int steps) {
        int there = 0;
        for (long step = to - steps; step < to; step++) {
            there += Double.isNaN(segment.course().speed(step)) ? 0 : 1;
        }
        return (double) there / steps;
    }

    /** Speeds in steps, gaps filled with the last speed before. */
    static double[][] rows(List<Segment> segments, long from, long to) {
        double[][] rows = new double[(int) (to - from)][segments.size()];
        for (int column = 0; column < segments.size(); column++) {
            Segment segment = segments.get(column);
            double last = segment.spec().freeSpeed();
            for (int row = 0; row < rows.length; row++) {
                double speed = segment.course().speed(from + row);
                last = Double.isNaN(speed) ? last : speed;
                rows[row][column] = last;
            }
        }
        return rows;
    }

    /** What is expected of the segments that were learned of, in their order; empty when nothing was learned. */
    List<List<Outlook.Expected>> expected(Map<ThingId, Segment> segments, Instant now) {
        if (outlook.isEmpty()) {
            return List.of();
        }
        List<Segment> known = outlook.get().segments().stream()
                .map(segments::get)
                .filter(Objects::nonNull)
                .toList();
        if (known.size() < outlook.get().segments().size()) {
            // A segment went: what was learned of all together does not fit any more.
            outlook = Optional.empty();
            due = Instant.MIN;
            return List.of();
        }
        long step = Course.step(now);
        int past = Shape.HOUR.past();
        double[][] rows = rows(known, step - 2L * past, step);
        double[][] lately = Arrays.copyOfRange(rows, past, 2 * past);
        return outlook.get().after(lately, step);
    }
}
