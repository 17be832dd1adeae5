// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.borough.plausibility.Finding;
import org.borough.thing.ThingId;
import org.borough.traffic.anomaly.AnomalyDetector;
import org.borough.traffic.rules.TrafficRules;

/** One segment: what its counters said, how it goes, and what was odd. For one thread. */
final class Segment {

    private static final int ODDITIES = 5;
    private static final int BACKLOG = 24;
    /** Three days are enough to know what is usual. */
    private static final int REMEMBERED = 864;

    private static final int HOURS = 24;
    private static final int PER_HOUR = 12;

    private final ThingId id;
    private final Course course = new Course();
    private final Map<ThingId, Counting> counters = new TreeMap<>();
    private final AnomalyDetector detector = new AnomalyDetector();
    private final Deque<Odd> odd = new ArrayDeque<>();
    private SegmentSpec spec;
    private long judged = Long.MIN_VALUE;

    Segment(ThingId id, SegmentSpec spec) {
        this.id = id;
        this.spec = spec;
    }

    /** Something odd: when, and how odd from 0 to 1. */
    record Odd(Instant at, double score, double speed) {}

    /** How it goes: what the state rests on, and its level. */
    record State(long step, double speed, double flow, String level, boolean congested, String quality) {}

    ThingId id() {
        return id;
    }

    Course course() {
        return course;
    }

    SegmentSpec spec() {
        return spec;
    }

    /** Takes another description. */
    void describe(SegmentSpec next) {
        if (!next.counters().equals(spec.counters())) {
            counters.keySet().retainAll(next.counters());
            counters.values().forEach(Counting::settled);
        }
        spec = next;
    }

    Counting counter(ThingId counter) {
        return counters.computeIfAbsent(counter, Counting::new);
    }

    Collection<Counting> counters() {
        return counters.values();
    }

    List<Finding> findings() {
        return counters.values().stream()
                .flatMap(counting -> counting.findings().stream())
                .toList();
    }

    void hear(Heard heard, TrafficRules.Hearing hearing) {
        Instant at = counter(heard.counter()).hear(heard, hearing, spec.freeSpeed());
        if (!at.equals(Instant.MIN)) {
            course.take(heard.counter().toString(), heard.quantity(), at, heard.value());
        }
    }

    /** How it went in the last whole step, or as late as that was known. */
    State state(TrafficRules rules, Instant now) {
        long last = Course.step(now) - 1;
        long heard = course.heard(last);
        boolean silent = heard == Long.MIN_VALUE
                || Course.start(heard + 1).plus(rules.hearing().silence()).isBefore(now);
        if (silent) {
            double usual = usual(last);
            return Double.isNaN(usual)
                    ? new State(last, Double.NaN, Double.NaN, "", false, "unknown")
                    : state(rules, last, usual, Double.NaN, "estimated");
        }
        boolean doubtful = counters.values().stream().anyMatch(Counting::isDoubtful);
        return state(rules, heard, course.speed(heard), course.flow(heard), doubtful ? "doubtful" : "measured");
    }

    private State state(TrafficRules rules, long step, double speed, double flow, String quality) {
        String level = level(rules, speed, flow);
        return new State(step, speed, flow, level, rules.reaches(level, rules.congestedFrom()), quality);
    }

    /** The level of a speed; the worst one when more vehicles want to pass than can. */
    String level(TrafficRules rules, double speed, double flow) {
        return spec.level(rules, speed, flow);
    }

    /** The mean speed at this time of day, half an hour about, in the days before; not a number when there is none. */
    double usual(long step) {
        double sum = 0;
        int count = 0;
        for (long day = step - (long) HOURS * PER_HOUR; day > step - Course.KEPT; day -= (long) HOURS * PER_HOUR) {
            for (long near = day - PER_HOUR / 2; near <= day + PER_HOUR / 2; near++) {
                double speed = course.speed(near);
                if (!Double.isNaN(speed)) {
                    sum += speed;
                    count++;
                }
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /**
     * Judges whole steps that were not judged yet: two hours of them at a look, so that what is remembered of many segments after a
     * start holds up no reading.
     */
    void judge(Instant now) {
        long last = Course.step(now) - 1;
        long from = judged == Long.MIN_VALUE ? course.first(last) : judged + 1;
        long step = Math.max(from, last - REMEMBERED);
        for (int count = 0; step <= last && count < BACKLOG; step++) {
            double speed = course.speed(step);
            if (!Double.isNaN(speed)) {
                count++;
                double score = detector.take(speed);
                if (score >= AnomalyDetector.ODD) {
                    odd.addFirst(new Odd(Course.start(step), score, speed));
                }
            }
        }
        judged = Math.max(judged, step - 1);
        while (odd.size() > ODDITIES) {
            odd.removeLast();
        }
    }

    Collection<Odd> oddities() {
        return odd;
    }
}
