// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.borough.learning.Skill;
import org.borough.waste.forecast.Course;
import org.borough.waste.forecast.Fill;
import org.borough.waste.forecast.Forecast;
import org.borough.waste.forecast.NextDay;

/** Goes through the days of bins, knowing on each day only what came before it. */
final class BinWalk {

    private BinWalk() {}

    /** What was forecast for the next day, and what it was. */
    record Step(LocalDate day, double truth, Forecast forecast, double yesterday, double mean) {

        Skill.Pair pair(double estimate) {
            return new Skill.Pair(truth, estimate);
        }
    }

    /** Learns from one file and goes through the other; a bin of both brings its past along. */
    static List<Step> through(Path train, Path test) {
        SortedMap<String, SortedMap<LocalDate, Fill>> learned = WyndhamFile.read(train);
        NextDay model = NextDay.learned(learned.values().stream()
                .<List<Fill>>map(days -> new ArrayList<>(days.values()))
                .toList());
        List<Step> steps = new ArrayList<>();
        WyndhamFile.read(test).forEach((bin, days) -> {
            Course course = new Course();
            learned.getOrDefault(bin, new TreeMap<>())
                    .headMap(days.firstKey())
                    .values()
                    .forEach(course::add);
            walk(model, course, days.values(), steps);
        });
        if (steps.isEmpty()) {
            throw new IllegalArgumentException(test + " has no two days of a bin that follow each other.");
        }
        return steps;
    }

    private static void walk(NextDay model, Course course, Collection<Fill> days, List<Step> steps) {
        LocalDate first = days.iterator().next().day();
        for (Fill fill : days) {
            boolean next = fill.day().isAfter(first)
                    && course.last().orElseThrow().day().plusDays(1).equals(fill.day());
            if (next) {
                steps.add(new Step(
                        fill.day(),
                        fill.level(),
                        model.after(course, fill.day()),
                        course.last().orElseThrow().level(),
                        course.mean()));
            }
            course.add(fill);
        }
    }
}
