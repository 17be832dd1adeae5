// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic.counts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.borough.learning.LinearModel;
import org.borough.learning.RidgeFit;

/**
 * Forecasts the count of the next hour: what is usual in such an hour, the same hour in the last four weeks, and how far the
 * last hours and days were from usual. Learned over many counters, in shares of what each counts on average, so that it
 * serves a counter that nobody saw before. For one thread.
 */
public final class CountForecast {

    /** In the first days nothing is usual yet. */
    private static final int FIRST = 200;

    private static final double PENALTY = 20;

    private final Week week;
    private final LinearModel model;
    private final Map<String, CounterCourse> courses;

    private CountForecast(Week week, LinearModel model, Map<String, CounterCourse> courses) {
        this.week = week;
        this.model = model;
        this.courses = courses;
    }

    /** Learns from hours of any counters, each counter's in order. */
    public static CountForecast learned(List<CountedHour> hours) {
        Week week = new Week(hours);
        Map<String, CounterCourse> courses = new HashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        List<double[]> inputs = new ArrayList<>();
        List<Double> targets = new ArrayList<>();
        List<Double> importance = new ArrayList<>();
        for (CountedHour hour : hours) {
            CounterCourse course = courses.computeIfAbsent(hour.counter(), key -> new CounterCourse(week));
            if (seen.merge(hour.counter(), 1, Integer::sum) > FIRST) {
                double[] known = course.inputs(hour);
                inputs.add(known);
                targets.add(hour.count() / course.level() - known[0]);
                importance.add(hour.uptime());
            }
            course.take(hour);
        }
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("A forecast of counts needs more than " + FIRST
                    + " counted hours of a counter, not " + hours.size() + ".");
        }
        LinearModel model =
                new RidgeFit(PENALTY).fit(inputs.toArray(double[][]::new), array(targets), array(importance));
        return new CountForecast(week, model, courses);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** What is to be expected of an hour, all before it being known; its own count and uptime are not looked at. */
    public double of(CountedHour hour) {
        CounterCourse course = course(hour);
        double[] inputs = course.inputs(hour);
        return Math.max(0, course.level() * (inputs[0] + model.at(inputs)));
    }

    /** What is usual in such an hour. */
    public double usual(CountedHour hour) {
        return course(hour).expected(hour);
    }

    /** Learns what an hour came to. */
    public void take(CountedHour hour) {
        course(hour).take(hour);
    }

    private CounterCourse course(CountedHour hour) {
        return courses.computeIfAbsent(hour.counter(), key -> new CounterCourse(week));
    }
}
