// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.forecast;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.borough.learning.LeastAbsoluteFit;
import org.borough.learning.LinearModel;
import org.borough.learning.RidgeFit;

/**
 * The level of a container on the next day, learned from the days of many: one equation for each band of the present
 * level, each drawn towards the equation of all, fitted to the smallest sum of absolute errors. Its inputs are the
 * container's own (its habits, cycle and weekdays), so that it serves containers it has never seen.
 *
 * <p>Immutable; callable from any thread.
 */
public final class NextDay {

    private static final double PENALTY = 20;
    private static final double NEAR = 0.3;
    private static final int FEWEST_SAMPLES = 60;
    private static final int BANDS = 6;
    /** Sensors that know more levels than this speak of percent, not of steps. */
    private static final int MOST_STEPS = 11;

    private final List<BandModel> bands;
    private final NavigableSet<Double> steps;

    private NavigableSet<Double> stepsOf(List<Sample> samples) {
        NavigableSet<Double> found = new TreeSet<>();
        samples.forEach(sample -> found.add(sample.next()));
        return found.size() > MOST_STEPS ? new TreeSet<>() : found;
    }

    private NextDay(List<Sample> samples) {
        steps = stepsOf(samples);
        LinearModel all = leastAbsolute(new RidgeFit(PENALTY), samples);
        bands = IntStream.range(0, BANDS)
                .mapToObj(band -> model(of(band, samples), samples, all))
                .toList();
    }

    /**
     * Learns.
     *
     * @param containers the days of each container, oldest first
     * @throws IllegalArgumentException when they are too few
     */
    public static NextDay learned(Collection<List<Fill>> containers) {
        List<Sample> samples =
                containers.stream().flatMap(days -> samples(days).stream()).toList();
        if (samples.size() < FEWEST_SAMPLES) {
            throw new IllegalArgumentException("Learning needs at least " + FEWEST_SAMPLES
                    + " days that were followed by another, got " + samples.size() + ".");
        }
        return new NextDay(samples);
    }

    /** What a container will hold on a day after its last known one. */
    public Forecast after(Course course, LocalDate day) {
        Fill last = course.last().orElseThrow(() -> new IllegalArgumentException("A course without a day."));
        if (course.stuckAtFull()) {
            return new Forecast(last.level(), 0, last.level(), 1);
        }
        Forecast forecast = bands.get(last.band()).at(course.inputs(day));
        return new Forecast(snapped(forecast.level()), forecast.low(), forecast.high(), forecast.dueChance());
    }

    /** A sensor that knows six levels will say one of them. */
    private double snapped(double level) {
        if (steps.isEmpty()) {
            return level;
        }
        Double below = steps.floor(level);
        Double above = steps.ceiling(level);
        if (below == null || above == null) {
            return below == null ? steps.first() : below;
        }
        return level - below <= above - level ? below : above;
    }

    private static List<Sample> samples(List<Fill> days) {
        Course course = new Course();
        List<Sample> samples = new ArrayList<>();
        for (Fill fill : days) {
            boolean next = course.last().isPresent()
                    && fill.day().isAfter(course.last().get().day());
            if (next && !course.stuckAtFull()) {
                samples.add(new Sample(course.last().get().band(), course.inputs(fill.day()), fill.level()));
            }
            course.add(fill);
        }
        return samples;
    }

    private static List<Sample> of(int band, List<Sample> samples) {
        return samples.stream().filter(sample -> sample.band() == band).toList();
    }

    private static BandModel model(List<Sample> band, List<Sample> samples, LinearModel all) {
        if (band.size() < FEWEST_SAMPLES) {
            return BandModel.of(all, samples);
        }
        RidgeFit towardsAll = new RidgeFit(PENALTY)
                .presuming(all.weights().stream().mapToDouble(weight -> weight).toArray());
        return BandModel.of(leastAbsolute(towardsAll, band), band);
    }

    private static LinearModel leastAbsolute(RidgeFit squares, List<Sample> samples) {
        return new LeastAbsoluteFit(squares, NEAR).fit(Sample.inputs(samples), Sample.targets(samples));
    }
}
